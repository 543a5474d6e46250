"""Many questions: at the same moment, and over a week with experts who have hours."""

import contextlib
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from django.db.models import Count

from apps.accounts.models import User
from apps.education.assistant.handing_over import hand_over
from apps.education.experts import asking
from apps.education.experts.hours import weekly_hours
from apps.education.models import Consultation, Expert, ExpertAsk, ExpertTopic, Question
from apps.errors import DomainError
from apps.notifications.reminders.running import run_due
from tests.chat.test_concurrency import together
from tests.education.experts import PAY, ExpertFactory
from tests.people import CandidateFactory

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
TOPICS = ["pay-and-offers", "resumes", "interviews", "contracts"]


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_more_at_once_than_they_take(db: None) -> None:
    ExpertFactory(most_at_once=1)
    ExpertFactory(most_at_once=2)
    askers = [CandidateFactory() for _number in range(6)]
    together(*[lambda person=person: hand_over(person=person, text=PAY) for person in askers])
    asked = Counter(ExpertAsk.objects.filter(state="waiting").values_list("expert__most_at_once", flat=True))
    assert asked == {1: 1, 2: 2}
    assert sorted(Expert.objects.values_list("open_now", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_time_out_answer_pass_and_take_at_once_leave_one_who_has_it(ana: User) -> None:
    first, second, _third = ExpertFactory(), ExpertFactory(), ExpertFactory()
    consultation = Consultation.objects.get(conversation=hand_over(person=ana, text=PAY))
    ask = consultation.asks.get()
    assert consultation.conversation_id is not None

    def quietly(work: Any) -> Any:
        def run() -> None:
            with contextlib.suppress(DomainError):
                work()

        return run

    together(
        quietly(lambda: asking.time_out(ask_id=ask.pk, now=ask.due_at)),
        quietly(lambda: asking.time_out(ask_id=ask.pk, now=ask.due_at)),
        quietly(lambda: asking.pass_on(expert=first, consultation_id=consultation.pk)),
        quietly(lambda: asking.take(expert=second, consultation_id=consultation.pk)),
        quietly(lambda: asking.notice_answer(conversation_id=consultation.conversation_id, sender_id=first.person_id)),
    )
    waiting = ExpertAsk.objects.filter(state="waiting").count()
    consultation.refresh_from_db()
    assert waiting == (1 if consultation.state == "waiting" else 0)
    assert sum(Expert.objects.values_list("open_now", flat=True)) == waiting


@pytest.fixture
def _routing_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The conversations themselves are tried elsewhere."""
    for name in ("add_participant", "remove_participant", "send_system_message", "call_support_team", "notify"):
        monkeypatch.setattr(asking, name, lambda *args, **kwargs: None)
    monkeypatch.setattr(asking, "send_message", lambda **kwargs: None)
    monkeypatch.setattr(asking, "_has_written", lambda ask, consultation: False)


@pytest.mark.django_db
@pytest.mark.usefixtures("_routing_alone")
def test_500_questions_of_a_week_reach_20_experts_evenly_and_none_waits_past_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each expert answers four of five in time and forgets the fifth. Load is counted for the hours they offer."""
    dice = Random(7)
    topics = list(ExpertTopic.objects.filter(slug__in=TOPICS))
    for number in range(20):
        opens = 8 + number % 4
        ExpertFactory(topics=TOPICS, weekdays="12345", opens=time(opens), closes=time(opens + 8), most_at_once=6)
    askers = [CandidateFactory() for _number in range(10)]
    monkeypatch.setattr(asking, "topic_of", lambda text: dice.choice(topics))
    minutes = sorted(dice.randrange(5) * 1440 + dice.randrange(9 * 60, 17 * 60) for _number in range(500))
    answers: list[tuple[datetime, int]] = []
    late: list[int] = []

    def go_on(now: datetime) -> None:
        for ask in ExpertAsk.objects.filter(state="waiting", pk__gt=go_on.seen).order_by("pk"):  # type: ignore[attr-defined]
            go_on.seen = ask.pk  # type: ignore[attr-defined]
            if dice.random() < 0.8:
                answers.append((ask.asked_at + timedelta(minutes=dice.randrange(5, 110)), ask.pk))
        for at, pk in [one for one in answers if one[0] <= now]:
            answers.remove((at, pk))
            ask = ExpertAsk.objects.select_related("consultation", "expert").get(pk=pk)
            asking.notice_answer(
                conversation_id=ask.consultation.conversation_id or 0, sender_id=ask.expert.person_id, now=at
            )
        run_due(now=now)
        late.extend(ExpertAsk.objects.filter(state="waiting", due_at__lte=now).values_list("pk", flat=True))

    go_on.seen = 0  # type: ignore[attr-defined]
    with time_machine.travel(MONDAY, tick=False) as clock:
        now = MONDAY
        for place, minute in enumerate(minutes):
            while now + timedelta(minutes=15) <= MONDAY + timedelta(minutes=minute):
                now += timedelta(minutes=15)
                if ExpertAsk.objects.filter(state="waiting").exists():
                    clock.move_to(now)
                    go_on(now)
            clock.move_to(MONDAY + timedelta(minutes=minute))
            question = Question.objects.create(text="?", person=askers[place % 10], outcome="handed_over")
            asking.consult(
                question=question, person=askers[place % 10], history=[], now=MONDAY + timedelta(minutes=minute)
            )
        for _step in range(40):
            now += timedelta(minutes=15)
            clock.move_to(now)
            go_on(now)
    assert not late
    assert Consultation.objects.count() == 500
    assert not ExpertAsk.objects.filter(state="waiting").exists()
    assert not Expert.objects.exclude(open_now=0).exists()
    experts = Expert.objects.select_related("person").annotate(asked=Count("asks"))
    load = [one.asked / weekly_hours(one) for one in experts]
    usual = sum(load) / len(load)
    assert all(abs(one / usual - 1) <= 0.3 for one in load), sorted(round(one / usual, 2) for one in load)
    unanswered = Consultation.objects.filter(state="support").count()
    assert unanswered < 25, "support has few left"
