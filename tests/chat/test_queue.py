"""The recruiter's queue: who has waited longest stands first, with the time by which an answer is due."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.availability.promises import promise_answer
from apps.chat.conversations import places
from apps.chat.conversations.sections import RANKS, Section
from apps.chat.greeting.services import greet
from apps.chat.inbox.due import with_dues
from apps.chat.inbox.page import inbox_page
from apps.chat.inbox.queue import Wanted
from apps.chat.inbox.selectors import Because, entry_for
from apps.chat.inbox.services import set_archived, set_pinned
from apps.chat.messages.services import recall_message
from apps.chat.models import Conversation, InboxPlace
from apps.chat.participants.services import hand_over
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.matching.models import Job
from tests.matching.factories import JobFactory
from tests.people import CandidateFactory, RecruiterFactory

START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def say(sender: User, conversation: Conversation, body: str) -> int:
    return send_message(sender=sender, conversation_id=conversation.pk, body=body, client_id=uuid4()).id


def greeting(job: Job, *, at: datetime, name: str = "") -> Conversation:
    """A stranger's first message about the job, sent at this time."""
    candidate = CandidateFactory(**({"name": name} if name else {}))
    with time_machine.travel(at, tick=False):
        return greet(sender=candidate, job=job, candidate=candidate, body="Is it still open?", client_id=uuid4())


def order(user: User, *, now: datetime | None = None, **wanted: object) -> list[int]:
    page = inbox_page(user, Wanted(**wanted), now=now or timezone.now())  # type: ignore[arg-type]
    return [line.id for group in page.groups for line in group.lines]


@pytest.fixture
def queue(ben: User, job: Job) -> dict[str, Conversation]:
    """Two who wait for Ben, two who greeted him, one who was answered: each an hour after the one before."""
    talks = {
        name: greeting(job if name != "greeted early" else JobFactory(company=ben.company, posted_by=ben), at=moment)
        for name, moment in (
            ("greeted early", START),
            ("waits long", START + timedelta(hours=1)),
            ("waits a little", START + timedelta(hours=2)),
            ("answered", START + timedelta(hours=3)),
            ("greeted late", START + timedelta(hours=4)),
        )
    }
    with time_machine.travel(START + timedelta(hours=5), tick=False):
        for name in ("waits long", "waits a little", "answered"):
            say(ben, talks[name], "Yes, it is. When could you start?")
    for name, hours in (("waits long", 6), ("waits a little", 7)):
        with time_machine.travel(START + timedelta(hours=hours), tick=False):
            say(talks[name].candidate, talks[name], "In four weeks.")
    return talks


NOW = START + timedelta(hours=8)


def test_who_waits_stands_before_new_greetings_and_who_waits_longest_first(queue, ben: User):
    names = ["waits long", "waits a little", "greeted early", "greeted late", "answered"]
    assert order(ben, now=NOW) == [queue[name].pk for name in names]


def test_a_pinned_line_stands_above_the_others_of_its_group(queue, ben: User):
    set_pinned(user=ben, conversation_id=queue["waits a little"].pk, on=True)
    assert order(ben, now=NOW)[:2] == [queue["waits a little"].pk, queue["waits long"].pk]


def test_every_chip_counts_what_lies_behind_it(queue, ben: User, sign_in):
    with time_machine.travel(NOW, tick=False):
        browser = sign_in(ben)
        html = browser.get(reverse("chat:inbox")).text
        set_archived(user=ben, conversation_id=queue["greeted late"].pk, on=True)
        assert (
            browser.get(reverse("chat:inbox_counts")).text
            == "mine:2 new:1 groups:0 theirs:1 closed:0 snoozed:0 archived:1"
        )
    for section, count in (("mine", 2), ("new", 2), ("theirs", 1), ("closed", "")):
        assert f'data-count="{section}">{count}</span>' in html


def test_an_answer_is_due_a_day_after_a_greeting(queue, ben: User, sign_in):
    with time_machine.travel(NOW, tick=False):
        line = sign_in(ben).get(f"/api/v1/conversations/{queue['greeted early'].pk}/").json()
    assert (line["due_at"], line["due_because"]) == ((START + timedelta(hours=24)).isoformat(), "greeting")


def test_who_answers_within_an_hour_as_a_rule_owes_an_answer_within_an_hour(queue, ben: User, drain):
    for number in range(6):
        asked = START - timedelta(days=number + 1)
        talk = greeting(JobFactory(company=ben.company, posted_by=ben), at=asked)
        with time_machine.travel(asked + timedelta(minutes=50), tick=False):
            say(ben, talk, f"Yes, since {number} days.")
    drain()
    (entry,) = with_dues([entry_for(ben, queue["waits long"].pk)], ben, now=NOW)
    assert entry.due is not None
    assert (entry.due.at, entry.due.because) == (START + timedelta(hours=7), Because.WINDOW)


def test_what_was_promised_is_due_when_it_was_promised_for(queue, ben: User, sign_in):
    with time_machine.travel(NOW, tick=False):
        promise_answer(user=ben, conversation_id=queue["waits long"].pk)
        html = sign_in(ben).get(reverse("chat:inbox")).text
    assert "Answer due at 23:59, as you promised" in html


def test_what_is_overdue_says_since_when_and_why(queue, ben: User, sign_in):
    with time_machine.travel(START + timedelta(hours=30), tick=False):
        html = sign_in(ben).get(reverse("chat:inbox")).text
    assert "Was due at 09:00, a day after the greeting" in html


def test_nobody_is_told_that_they_owe_what_they_wait_for(queue, sign_in):
    candidate = queue["waits long"].candidate
    line = sign_in(candidate).get(f"/api/v1/conversations/{queue['waits long'].pk}/").json()
    assert (line["section"], line["due_at"], line["due_because"]) == ("theirs", None, None)


def test_three_greetings_for_one_job_stand_behind_one_line(ben: User, job: Job, sign_in):
    talks = [greeting(job, at=START + timedelta(minutes=number)) for number in range(3)]
    single = greeting(JobFactory(company=ben.company, posted_by=ben, title="Baker"), at=START)
    browser = sign_in(ben)
    html = browser.get(reverse("chat:inbox")).text
    assert f'data-fold="{job.pk}"' in html
    assert "3 new greetings" in html
    assert order(ben) == [single.pk]
    opened = browser.get(reverse("chat:inbox"), {"section": "new", "job": job.pk}).text
    assert all(f'data-line="{talk.pk}"' in opened for talk in talks)
    assert f'data-line="{single.pk}"' not in opened
    assert "Backend engineer" in opened


def test_the_inbox_is_read_by_job(queue, ben: User, job: Job, sign_in):
    browser = sign_in(ben)
    sheet = browser.get(reverse("chat:inbox_filters")).text
    assert "2 wait for you, 1 new, 1 wait for them" in sheet
    assert f"?job={job.pk}" in sheet
    counts = browser.get("/api/v1/inbox/counts/").json()
    assert counts["sections"]["mine"] == 2
    assert counts["jobs"][0] == {"job": job.pk, "title": "Backend engineer", "mine": 2, "new": 1, "theirs": 1}
    assert queue["greeted early"].pk not in order(ben, job=job.pk)


def test_programs_read_the_queue_in_the_same_order(queue, ben: User, sign_in):
    answer = sign_in(ben).get("/api/v1/conversations/?order=queue").json()
    assert [line["id"] for line in answer["results"]] == order(ben)


def test_an_outsider_finds_neither_lines_nor_counts_nor_the_name_of_the_job(queue, olga: User, job: Job, sign_in):
    browser = sign_in(olga)
    html = browser.get(reverse("chat:inbox"), {"job": job.pk}).text
    assert "data-line=" not in html
    assert "Backend engineer" not in html
    assert browser.get("/api/v1/inbox/counts/").json()["jobs"] == []
    assert "Backend engineer" not in browser.get(reverse("chat:inbox_filters")).text


def test_who_comes_back_after_a_day_is_told_what_happened_the_most_pressing_first(queue, ben: User, sign_in):
    browser = sign_in(ben)
    with time_machine.travel(START - timedelta(days=2), tick=False):
        assert "While you were away" not in browser.get(reverse("chat:inbox")).text
    with time_machine.travel(START + timedelta(hours=26), tick=False):
        assert "While you were away" in browser.get(reverse("chat:inbox")).text
        sheet = browser.get(reverse("chat:catch_up")).text
        assert "2 wait for you, 2 new greetings, 1 you answered, 0 closed" in sheet
        names = [queue[name].candidate.name for name in ("greeted early", "greeted late", "waits long", "answered")]
        places = [sheet.index(f">{name}</a>") for name in names]
        assert places == sorted(places), "what is overdue stands first, then what is due next"
        browser.post(reverse("chat:catch_up"))
        assert "While you were away" not in browser.get(reverse("chat:inbox")).text


def test_programs_catch_up_too_and_an_outsider_with_nothing(queue, ben: User, olga: User, sign_in):
    since = {"since": (START - timedelta(days=1)).isoformat()}
    with time_machine.travel(NOW, tick=False):
        answer = sign_in(ben).get("/api/v1/inbox/catch-up/", since).json()
        assert answer["sections"]["new"] == 2
        assert len(answer["conversations"]) == 5
        assert sign_in(olga).get("/api/v1/inbox/catch-up/", since).json()["conversations"] == []
        for wrong in ("", "yesterday", "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"):
            assert sign_in(ben).get("/api/v1/inbox/catch-up/", {"since": wrong}).status_code == 400


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """From two conversations on an inbox counts as large."""
    monkeypatch.setattr(places, "LARGE", 2)


def both_ways(user: User, monkeypatch: pytest.MonkeyPatch, **wanted: object) -> tuple[object, object]:
    """The inbox as read from its places, and as read from all conversations."""

    def read() -> object:
        page = inbox_page(user, Wanted(**wanted), now=timezone.now())  # type: ignore[arg-type]
        groups = [(group.section, [line.id for line in group.lines], group.folds) for group in page.groups]
        return groups, page.counts, page.next_offset

    kept = read()
    assert InboxPlace.objects.filter(user=user).exists()
    with monkeypatch.context() as patch:
        patch.setattr("apps.chat.inbox.page.has_places", lambda _user: False)
        return kept, read()


def test_a_large_inbox_reads_as_a_small_one_whatever_happens_in_it(
    queue, large, ben: User, monkeypatch: pytest.MonkeyPatch, drain
):
    colleague = RecruiterFactory(company=ben.company)
    talk = queue["waits long"]

    def message() -> None:
        say(queue["answered"].candidate, queue["answered"], "One more question: where is it?")

    def recall() -> None:
        recall_message(by=queue["answered"].candidate, message_id=queue["answered"].messages.latest("seq").pk)

    for happening in (
        lambda: None,
        message,
        recall,
        lambda: set_archived(user=ben, conversation_id=talk.pk, on=True),
        lambda: say(talk.candidate, talk, "Are you there?"),
        lambda: set_pinned(user=ben, conversation_id=queue["greeted late"].pk, on=True),
        lambda: set_stage(by=ben, conversation_id=queue["answered"].pk, stage="closed"),
        lambda: [greeting(talk.job, at=timezone.now()) for _number in range(3)],
        lambda: hand_over(by=ben, conversation_id=queue["waits a little"].pk, to=colleague),
    ):
        happening()
        drain()
        for wanted in ({}, {"section": "new"}, {"section": "archived"}, {"job": talk.job_id}):
            kept, read = both_ways(ben, monkeypatch, **wanted)
            assert kept == read, (happening, wanted)


def test_a_place_that_is_late_shows_nothing_in_the_wrong_group(queue, large, ben: User):
    order(ben)
    Conversation.objects.filter(pk=queue["waits long"].pk).update(stage="closed", waiting_for=None)
    assert queue["waits long"].pk not in order(ben, section="mine")


def test_places_that_went_wrong_are_mended_by_the_hour(queue, large, ben: User):
    right = order(ben)
    InboxPlace.objects.filter(user=ben).update(rank=RANKS[Section.SNOOZED])
    assert order(ben) == []
    places.mend_all_places()
    assert order(ben) == right


def test_who_searches_finds_what_is_archived_and_reads_that_it_is(queue, ben: User, sign_in):
    put_away, shown = queue["answered"], queue["waits long"]
    set_archived(user=ben, conversation_id=put_away.pk, on=True)
    assert put_away.pk not in order(ben)
    assert order(ben, query=put_away.candidate.name)[-1] == put_away.pk
    assert order(ben, query=put_away.candidate.name, section="mine") == []
    assert set(order(ben, query=shown.candidate.name)) >= {shown.pk}
    assert "Also in the archive" in sign_in(ben).get(reverse("chat:inbox"), {"q": put_away.candidate.name}).text
