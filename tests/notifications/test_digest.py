"""A digest: chosen by day and hour on one's own clock, told once, and only when it is worth opening."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.chat.sending.services import new_client_id, send_message
from apps.errors import InvalidInput
from apps.events.models import Slot
from apps.notifications.channels.tasks import send_mail
from apps.notifications.digests.services import choose_digest
from apps.notifications.models import DigestChoice, DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.matching.factories import JobFactory, ResumeFactory, skill

MONDAY = datetime(2026, 3, 23, 12, tzinfo=UTC)


def pass_time(until: datetime) -> None:
    """Does what is due by then, and sends the letters."""
    with time_machine.travel(until, tick=False):
        Slot.objects.all().delete()
        run_due(now=until)
        send_mail()


def test_an_empty_digest_isnt_sent_and_the_next_one_is_planned(ana: User):
    choose_digest(person=ana, rhythm="daily", hour=9, now=MONDAY)
    pass_time(MONDAY + timedelta(days=1))
    assert mail.outbox == []
    assert DueItem.objects.get().due_at == datetime(2026, 3, 25, 9, tzinfo=UTC)


def test_nine_stays_nine_when_the_clocks_change(ana: User):
    ana.time_zone = "Europe/Berlin"
    ana.save()
    choose_digest(person=ana, rhythm="weekly", weekday=6, hour=9, now=MONDAY)
    assert DueItem.objects.get().due_at == datetime(2026, 3, 29, 7, tzinfo=UTC), "the day of the change"


def test_who_waits_is_told_with_first_words_once(ben: User, ana: User, conversation: Conversation):
    with time_machine.travel(MONDAY, tick=False):
        choose_digest(person=ben, rhythm="daily", hour=9, now=MONDAY)
        send_message(
            sender=ana, conversation_id=conversation.pk, body="Is Thursday fine? 周四可以吗", client_id=new_client_id()
        )
    for day in (1, 2):
        pass_time(MONDAY + timedelta(days=day))
    [letter] = mail.outbox
    assert letter.subject == "Your digest: 1 conversation waits"
    assert "Waiting for you" in letter.body
    for part in (letter.body, letter.alternatives[0].content):
        assert "is the role still open" in part, "the first of what they missed"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["References"]
    assert "still open" not in str(Notification.objects.values_list("facts", flat=True)), "words stay erasable"


def test_new_jobs_come_with_their_reason_in_the_readers_language(ana: User, ben: User):
    python = skill("Python")
    ResumeFactory(owner=ana, title="Python developer", city="Berlin", knows=[python])
    ana.language = "zh-hans"
    ana.save()
    choose_digest(person=ana, rhythm="daily", hour=9, now=MONDAY)
    job = JobFactory(
        company=ben.company,
        posted_by=ben,
        title="Python developer",
        city="Berlin",
        published_at=MONDAY + timedelta(hours=2),
        requires=[python],
    )
    for day in (1, 2):
        pass_time(MONDAY + timedelta(days=day))
    [letter] = mail.outbox
    assert letter.subject == "你的摘要：1 个新职位"
    assert f"/jobs/{job.pk}/" in letter.body
    assert "匹配" in letter.body


def test_who_unsubscribed_gets_none_until_they_choose_again(ben: User, ana: User, conversation: Conversation, client):
    choose_digest(person=ben, rhythm="daily", hour=9, now=MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        send_message(sender=ana, conversation_id=conversation.pk, body="One", client_id=new_client_id())
    pass_time(MONDAY + timedelta(days=1))
    client.post(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").partition("8000")[2])
    with time_machine.travel(MONDAY + timedelta(days=1, hours=1), tick=False):
        send_message(sender=ana, conversation_id=conversation.pk, body="Two", client_id=new_client_id())
    pass_time(MONDAY + timedelta(days=2))
    assert len(mail.outbox) == 1
    choose_digest(person=ben, rhythm="daily", hour=9, now=MONDAY + timedelta(days=2))
    pass_time(MONDAY + timedelta(days=3))
    assert "Two" in mail.outbox[1].body


def test_the_page_saves_and_shows_what_it_would_say(ana: User, olga: User, sign_in, django_assert_max_num_queries):
    page, client = reverse("notifications:digest"), sign_in(ana)
    client.post(page, {"rhythm": "weekly", "weekday": "4", "hour": "18"})
    with django_assert_max_num_queries(25):
        shown = client.get(page).content.decode()
    assert "The next one comes" in shown
    assert "There would be no e-mail" in shown
    assert client.post(page, {"rhythm": "hourly", "weekday": "9", "hour": "99"}).status_code == 422
    choice = DigestChoice.objects.get()
    assert (choice.person, choice.rhythm, choice.weekday, choice.hour) == (ana, "weekly", 4, 18)
    assert "Once a week" in sign_in(olga).get(page).content.decode()
    assert Client().get(page).status_code == 302


def test_programs_choose_too(ana: User):
    api = APIClient()
    api.force_authenticate(ana)
    answer = api.put("/api/v1/notifications/digest/", {"rhythm": "daily", "hour": 7}).json()
    assert (answer["rhythm"], answer["hour"]) == ("daily", 7)
    assert answer["next_at"]
    assert api.put("/api/v1/notifications/digest/", {"rhythm": "daily", "hour": 24}).status_code == 400
    assert api.put("/api/v1/notifications/digest/", {"rhythm": "never"}).json()["next_at"] is None
    with pytest.raises(InvalidInput):
        choose_digest(person=ana, rhythm="daily", weekday=7)
