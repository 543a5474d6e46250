"""Sorting in seconds: once, with confidence, never over a person's word."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from apps.errors import InvalidInput
from apps.feedback.models import Classification, DuplicateLink, Ticket, TicketEntry
from apps.feedback.topics import duplicates
from apps.feedback.triage import services, tasks, verdicts
from apps.feedback.triage.services import override_classification, triage_ticket, triage_tickets
from apps.feedback.triage.tasks import triage_lost
from apps.feedback.work.services import move_ticket


def test_every_verdict_carries_confidence_and_version(sorted_ticket):
    verdicts = Classification.objects.filter(ticket=sorted_ticket)
    assert set(verdicts.values_list("field", flat=True)) == {
        "language",
        "category",
        "severity",
        "area",
        "sentiment",
        "spam",
    }
    for verdict in verdicts:
        assert 0 <= verdict.confidence <= 1
        assert verdict.model_version
        assert verdict.source == "model"


@pytest.mark.parametrize(
    ("text", "language", "category", "area"),
    [
        ("I can't send messages since this morning, every try fails.", "en", "functional", "chat"),
        ("上传简历一直报错，换了两个文件都不行。", "zh", "functional", "resume"),
        ("希望提醒可以按天设置。", "zh", "feature_request", "notifications"),
        ("How do I earn points?", "en", "question", "points"),
    ],
)
def test_a_report_is_sorted_in_both_languages(ana, tell, text, language, category, area):
    ticket = tell(ana, text)
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.language, ticket.category, ticket.area) == ("triaged", language, category, area)


def test_the_reporter_reads_as_what_it_was_sorted(sorted_ticket):
    entry = sorted_ticket.entries.get(kind="triaged")
    assert entry.is_public
    assert entry.facts == {"category": sorted_ticket.category, "area": sorted_ticket.area}


def test_twenty_deliveries_have_one_effect(ana, tell):
    ticket = tell(ana)
    for _time in range(20):
        triage_ticket(ticket_id=ticket.pk)
    assert Classification.objects.filter(ticket=ticket).count() == 6
    assert TicketEntry.objects.filter(ticket=ticket, kind="triaged").count() == 1


def test_what_the_model_doubts_goes_to_a_person_and_isnt_told_as_a_fact(ana, tell, monkeypatch):
    monkeypatch.setattr(verdicts, "CONFIDENT_FROM", 0.99)
    ticket = tell(ana, "Something about the other page, I think.")
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    assert ticket.needs_person
    assert ticket.entries.get(kind="triaged").facts == {}


def test_a_critical_report_goes_to_a_person(ana, tell):
    ticket = tell(ana, "I can read the private messages of a stranger, somebody else's account was leaked to me.")
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    assert ticket.severity == "critical"
    assert ticket.needs_person


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("日结兼职，一天五百，加微信 zhuanqian888，刷单返利", "spam"),
        ("Earn money from home, click here http://earn-fast.top and join our channel on Telegram", "spam"),
        ("加微信的按钮点了没反应，交换联系方式失败。", "clear"),
        ("The link to https://rapport.example/jobs/7 shows a white page.", "clear"),
    ],
)
def test_spam_is_told_in_bands_and_never_hidden(ana, tell, text, band):
    ticket = tell(ana, text)
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    assert ticket.spam == band
    assert Ticket.objects.for_user(ana).filter(pk=ticket.pk).exists()


def test_a_likely_duplicate_is_only_suggested_across_languages(ana, olga, tell):
    first = tell(ana, "The photo I sent shows as a grey box for the other person.")
    triage_ticket(ticket_id=first.pk)
    unrelated = tell(ana, "How do I change my e-mail address?")
    triage_ticket(ticket_id=unrelated.pk)
    second = tell(olga, "我发的图片，对方看到的是灰色方块。")
    triage_ticket(ticket_id=second.pk)
    link = DuplicateLink.objects.get()
    assert (link.ticket, link.other, link.confirmed) == (second, first, None)
    assert Ticket.objects.filter(status="triaged").count() == 3


def test_sorted_together_they_come_out_as_one_by_one(ana, ben, olga, tell):
    """Also what they have to do with each other: what somebody repeats, and who says the same."""
    texts = {
        ana: ["我发的照片对方看不到，只有一个灰框。", "The weekly mail shows the wrong week."],
        ben: ["The photo I sent shows as a grey box for the other person.", "我发的照片对方看不到，只有一个灰框。"],
        olga: [
            "Buy followers now, 50% off!!! http://spam.example",
            "Buy followers now, 50% off!!! http://spam.example/",
        ],
    }

    def told(at: datetime) -> list[Ticket]:
        return [tell(person, text, now=at) for person, several in texts.items() for text in several]

    def verdicts(tickets: list[Ticket]) -> list[tuple[object, ...]]:
        numbers = {ticket.pk: number for number, ticket in enumerate(tickets)}
        fields = ("status", "language", "category", "severity", "area", "spam", "sentiment", "needs_person")
        return [
            (
                *(getattr(Ticket.objects.get(pk=ticket.pk), field) for field in fields),
                [
                    (numbers[link.other_id], round(link.score, 4))
                    for link in DuplicateLink.objects.filter(ticket=ticket, other__in=numbers)
                ],
                list(ticket.entries.values_list("kind", "facts")),
            )
            for ticket in tickets
        ]

    one_by_one = told(timezone.now() - timedelta(days=100))
    for ticket in one_by_one:
        triage_ticket(ticket_id=ticket.pk)
    alone = verdicts(one_by_one)
    assert any(links for *_fields, links, _entries in alone), "some say the same"

    together = told(timezone.now())
    assert triage_tickets(ticket_ids=[ticket.pk for ticket in together]) == len(together)
    assert verdicts(together) == alone
    assert Ticket.history.filter(id=together[0].pk).count() == Ticket.history.filter(id=one_by_one[0].pk).count()


def test_whoever_is_woken_takes_along_what_waits_but_nothing_that_was_tried(ana, tell):
    now = timezone.now()
    first, tried, *others = [tell(ana, f"The list of {what} is empty.") for what in ("jobs", "talks", "tags", "tips")]
    Ticket.objects.filter(pk=tried.pk).update(triage_claimed_at=now - timedelta(minutes=2))
    tasks.triage_tickets([first.pk])
    left = Ticket.objects.filter(triaged_at=None)
    assert [ticket.pk for ticket in left] == [tried.pk]
    tell(ana, "The list of teams is empty.")
    tasks.triage_tickets([ticket.pk for ticket in others])
    assert left.all().count() == 2, "nothing of its own was left to do"
    tasks.triage_tickets([tried.pk])
    assert left.all().count() == 0


def test_one_far_behind_the_newest_is_compared_with_what_came_before_it(ana, ben, olga, mei, tell, monkeypatch):
    monkeypatch.setattr(duplicates, "MOST_COMPARED", 2)
    text = "The photo I sent shows as a grey box for the other person."
    first = tell(ana, text)
    triage_ticket(ticket_id=first.pk)
    left_over = tell(ben, text)
    for number in range(6):
        triage_ticket(ticket_id=tell(mei, f"How do I change address {number}?").pk)
    tasks.triage_tickets([tell(olga, "Where is the help?").pk])
    assert DuplicateLink.objects.filter(ticket=left_over, other=first).exists()


def test_what_is_in_another_language_is_compared_alike_in_a_batch(ana, ben, tell):
    text = "応募の一覧が今朝から空です。"
    now = timezone.now()
    old, new = ([tell(person, text, now=now - timedelta(days=days)) for person in (ana, ben)] for days in (100, 0))
    for ticket in old:
        triage_ticket(ticket_id=ticket.pk)
    triage_tickets(ticket_ids=[ticket.pk for ticket in new])
    alone, together = (DuplicateLink.objects.get(ticket=tickets[1]).score for tickets in (old, new))
    assert alone == pytest.approx(together, abs=1e-6)


def test_a_closed_or_old_ticket_is_no_duplicate(ana, olga, mei, tell):
    text = "The photo I sent shows as a grey box for the other person."
    closed = tell(ana, text)
    old = tell(ana, text, now=timezone.now() - timedelta(days=91))
    for ticket in (closed, old):
        triage_ticket(ticket_id=ticket.pk)
    move_ticket(ticket_id=closed.pk, operator=mei, to="solved")
    triage_ticket(ticket_id=tell(olga, text).pk)
    assert not DuplicateLink.objects.filter(ticket__reporter=olga).exists()


def test_the_model_never_overwrites_a_person(ana, mei, tell):
    ticket = tell(ana, "I can't send messages since this morning, every try fails.")
    override_classification(ticket_id=ticket.pk, operator=mei, field="category", value="question")
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    assert ticket.category == "question"
    assert ticket.severity
    assert list(Classification.objects.filter(ticket=ticket, field="category").values_list("source", "value")) == [
        ("person", "question"),
        ("model", "functional"),
    ]


def test_a_correction_is_logged_and_keeps_what_the_model_said(sorted_ticket, mei):
    override_classification(ticket_id=sorted_ticket.pk, operator=mei, field="severity", value="high")
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.severity == "high"
    entry = sorted_ticket.entries.get(kind="corrected")
    assert not entry.is_public
    assert (entry.author, entry.facts["to"]) == (mei, "high")
    assert Classification.objects.filter(ticket=sorted_ticket, field="severity").count() == 2


@pytest.mark.parametrize(("field", "value"), [("severity", "purple"), ("body", "x"), ("status", "solved")])
def test_only_listed_values_can_be_set(sorted_ticket, mei, field, value):
    with pytest.raises(InvalidInput):
        override_classification(ticket_id=sorted_ticket.pk, operator=mei, field=field, value=value)


def test_the_sweep_sorts_what_was_lost_and_leaves_the_fresh_ones(ana, tell):
    now = timezone.now()
    lost, fresh = tell(ana, now=now - timedelta(seconds=20)), tell(ana, now=now)
    triage_lost()
    lost.refresh_from_db()
    fresh.refresh_from_db()
    assert lost.triaged_at
    assert fresh.triaged_at is None


def test_the_sweep_leaves_the_rest_of_many_to_its_next_turn(ana, tell, monkeypatch):
    now = timezone.now()
    lost = [tell(ana, f"The list of {what} is empty.", now=now - timedelta(minutes=1)) for what in ("jobs", "people")]
    monkeypatch.setattr(tasks, "SHIFT_SECONDS", -1)
    triage_lost()
    assert Ticket.objects.filter(triaged_at=None).count() == len(lost)


def test_a_claim_of_a_worker_that_died_is_taken_over_after_a_minute(ana, tell):
    ticket = tell(ana)
    now = timezone.now()
    Ticket.objects.filter(pk=ticket.pk).update(triage_claimed_at=now)
    assert not services.triage_ticket(ticket_id=ticket.pk, now=now + timedelta(seconds=30))
    assert services.triage_ticket(ticket_id=ticket.pk, now=now + timedelta(seconds=61))


@pytest.mark.parametrize("sort", [triage_lost, lambda: tasks.triage_tickets([Ticket.objects.latest("pk").pk])])
def test_one_text_that_cannot_be_judged_holds_up_nobody(ana, tell, monkeypatch, sort):
    now = timezone.now()
    bad, good = (tell(ana, text, now=now - timedelta(minutes=1)) for text in ("bad", "The list is empty."))
    really = services.judge

    def fails_on_bad(text, **given):
        if text == "bad":
            raise MemoryError
        return really(text, **given)

    monkeypatch.setattr(services, "judge", fails_on_bad)
    sort()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert bad.needs_person
    assert bad.triaged_at is None
    assert good.triaged_at


def test_opening_wakes_a_worker(ana, tell, drain, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr(tasks.triage_tickets, "apply_async", lambda args, **options: woken.append(args))
    ticket = tell(ana)
    with django_capture_on_commit_callbacks(execute=True):
        drain()
    assert woken == [([ticket.pk],)]
