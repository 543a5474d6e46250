"""Topic chips follow what is open; reply windows follow what people do."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.availability.promises import promised_for
from apps.chat.availability.reply_window import friendly_minutes, reply_window, usual_hours
from apps.chat.models import Answer, Conversation, Message
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.chat.topics.selectors import chips_for
from apps.matching.facts.services import approve_fact

ZONE = ZoneInfo("Asia/Shanghai")


def topics(conversation: Conversation, viewer: User) -> list[str]:
    conversation.refresh_from_db()
    return [chip["topic"] for chip in chips_for(conversation, viewer, limit=50)]


def test_a_vague_salary_is_the_first_thing_to_ask_and_gone_once_told(ana: User, ben: User, conversation: Conversation):
    conversation.job.salary_text = "薪资面议"
    conversation.job.save()
    first = chips_for(conversation, ana)[0]
    assert (first["topic"], first["evidence"]) == ("salary", "面议")
    send_message(sender=ben, conversation_id=conversation.pk, body="月薪 20k 到 25k，税前。", client_id=uuid4())
    assert "salary" not in topics(conversation, ana)


def test_chips_are_never_filled_up(ana: User, conversation: Conversation):
    conversation.job.description = (
        "Hybrid. A great benefits package. Overtime as required. Frequent travel. Pay: 30k a year."
    )
    conversation.job.save()
    shown = chips_for(conversation, ana)
    assert [chip["evidence"] for chip in shown] == ["Overtime as required", "Hybrid", "Frequent travel"]
    conversation.job.description = "Pay: 30k a year. A team of four."
    conversation.job.save()
    assert chips_for(conversation, ana) == []


def test_what_a_resume_leaves_open_is_asked_with_its_words(ana: User, ben: User, conversation: Conversation):
    ana.resume.experience = "参与支付系统的改造"
    ana.resume.years_experience = 8
    ana.resume.save()
    chips = chips_for(conversation, ben, limit=50)
    assert [(chip["topic"], chip["evidence"]) for chip in chips if chip["evidence"]] == [("experience", "参与")]
    assert "years" not in [chip["topic"] for chip in chips]


def test_a_resume_is_quoted_as_a_resume(ana: User, ben: User, conversation: Conversation, sign_in):
    ana.resume.experience = "参与支付系统的改造"
    ana.resume.save()
    page = sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert "The résumé says “参与”." in page
    assert "The posting says “参与”." not in page


@pytest.mark.parametrize(
    "own_words", [None, "The posting says “competitive”. Could you give me a pay range?", "薪资大概多少？"]
)
def test_what_was_asked_is_not_offered_again(ana: User, conversation: Conversation, own_words: str | None):
    conversation.job.salary_text = "competitive"
    conversation.job.save()
    chip = chips_for(conversation, ana)[0]
    assert chip["topic"] == "salary"
    send_message(sender=ana, conversation_id=conversation.pk, body=own_words or chip["question"], client_id=uuid4())
    assert "salary" not in topics(conversation, ana)


def test_what_the_company_said_once_is_not_asked(ana: User, ben: User, conversation: Conversation):
    conversation.job.salary_text = "competitive"
    conversation.job.save()
    approve_fact(job=conversation.job, topic="salary", value="25–40K a month", approver=ben)
    assert "salary" not in topics(conversation, ana)


def test_each_side_and_stage_has_its_own(ana: User, ben: User, conversation: Conversation):
    set_stage(by=ben, conversation_id=conversation.pk, stage="offer")
    assert "written" in topics(conversation, ana)
    assert "concerns" in topics(conversation, ben)
    Conversation.objects.filter(pk=conversation.pk).update(stage="closed")
    assert topics(conversation, ana) == ["decision", "later"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [([19, 20, 20, 21, 21], (19, 22)), ([23, 23, 0, 0, 1], (23, 1)), (list(range(24)), None), ([9] * 5, (9, 10))],
)
def test_usual_hours_are_the_shortest_stretch(hours: list[int], expected: tuple[int, int] | None):
    found = usual_hours(hours)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found[1] - found[0]) % 24 <= (expected[1] - expected[0]) % 24


@pytest.mark.parametrize(("minutes", "shown"), [(0, 5), (7, 15), (61, 120), (170, 180), (1500, 2880)])
def test_waits_are_rounded_up_to_friendly_steps(minutes: float, shown: int):
    assert friendly_minutes(minutes) == shown


def test_a_reply_window_needs_answers_and_can_be_switched_off(ana: User, ben: User, conversation: Conversation):
    assert reply_window(ben) is None
    question = Message.objects.get()
    evening = timezone.now().replace(hour=20, minute=0) - timedelta(days=1)
    for number in range(6):
        sent = send_message(sender=ben, conversation_id=conversation.pk, body=f"Answer {number}", client_id=uuid4())
        Answer.objects.create(
            conversation=conversation,
            opening=question,
            message_id=sent.id,
            answerer=ben,
            asker=ana,
            waited_seconds=7200,
            is_first=number == 0,
            answered_at=evening - timedelta(days=number),
        )
    window = reply_window(ben, viewer=ana)
    assert (window.from_hour, window.to_hour, window.within_minutes) == (20, 21, 120)
    assert window.text() == "Usually replies 20:00–21:00, within 2 h"
    ana.time_zone = "Asia/Shanghai"
    assert reply_window(ben, viewer=ana).from_hour == 4
    ben.is_invisible = True
    assert reply_window(ben) is None
    ben.is_invisible, ben.share_reply_window = False, False
    assert reply_window(ben) is None


@pytest.mark.parametrize(
    ("local", "due", "is_tonight"),
    [
        ("10:00", "20:00", True),
        ("19:58", "20:58", True),
        ("20:30", "21:30", True),
        ("21:59", "22:59", True),
        ("23:00", "10:00", False),
        ("00:30", "20:00", True),
    ],
)
def test_tonight_is_this_evening_unless_it_is_late(local: str, due: str, is_tonight: bool):
    now = datetime.fromisoformat(f"2026-03-02T{local}").replace(tzinfo=ZONE)
    promised = promised_for(now, ZONE)
    assert (promised.remind_at.astimezone(ZONE).strftime("%H:%M"), promised.is_tonight) == (due, is_tonight)
    assert timedelta(hours=1) <= promised.remind_at - now < promised.until - now
