from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Prefetch, QuerySet

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.education.experts.hours import is_open
from apps.education.experts.models import Consultation, Expert, ExpertAsk, ExpertTopic
from apps.education.experts.routing import Standing, standings
from apps.errors import NotFound

ENOUGH_VERDICTS = 5
ENOUGH_ANSWERS = 3
MOST_TO_TAKE = 20
MOST_MEASURED = 200
STATS_DAYS = 90


@dataclass(frozen=True, slots=True)
class Card:
    """An expert as others see them. `helped_share` is 0–1, None while fewer than five people said whether it helped."""

    expert: Expert
    is_here: bool
    helped: int
    judged: int

    @property
    def helped_share(self) -> float | None:
        return self.helped / self.judged if self.judged >= ENOUGH_VERDICTS else None

    @property
    def helped_percent(self) -> int | None:
        return None if self.helped_share is None else round(100 * self.helped_share)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What became of the questions of the last 90 days. `usual_minutes` is the median until the answer, None with
    fewer than three."""

    asked: int
    answered: int
    timed_out: int
    passed: int
    helped: int
    not_helped: int
    usual_minutes: float | None


def expert_of(person: User) -> Expert:
    """Raises NotFound for who is none."""
    expert = Expert.objects.filter(person=person).select_related("person").prefetch_related("topics").first()
    if expert is None:
        raise NotFound
    return expert


def is_expert(person: User) -> bool:
    return Expert.objects.filter(person=person).exists()


def listed(reader: User) -> QuerySet[Expert]:
    """Those who take questions, for whoever isn't blocked."""
    topics = Prefetch("topics", ExpertTopic.objects.filter(is_open=True))
    taking = Expert.objects.filter(is_taking=True, person__is_active=True, topics__is_open=True).distinct()
    return taking.exclude(person__in=blocked_ids(reader)).prefetch_related(topics).order_by("pk")


def cards(experts: Iterable[Expert], now: datetime) -> list[Card]:
    shown = list(experts)
    counted: dict[int, Standing] = {
        one.expert.pk: one for one in standings(Expert.objects.filter(pk__in=[one.pk for one in shown]), now)
    }
    found = []
    for one in shown:
        standing = counted[one.pk]
        one.person = standing.expert.person
        found.append(Card(one, is_open(standing.expert, now), standing.helped, standing.judged))
    return found


def waiting_for(expert: Expert) -> QuerySet[ExpertAsk]:
    """What they are to answer, the most pressing first."""
    waiting = expert.asks.filter(state=ExpertAsk.State.WAITING)
    return _shown(waiting).order_by("due_at", "pk")


def asked_before(expert: Expert) -> QuerySet[ExpertAsk]:
    return _shown(expert.asks.exclude(state=ExpertAsk.State.WAITING)).order_by("-asked_at", "-pk")


def _shown(asks: QuerySet[ExpertAsk]) -> QuerySet[ExpertAsk]:
    return asks.select_related(
        "consultation__question__draft", "consultation__person", "consultation__topic", "consultation__conversation"
    )


def to_take(expert: Expert) -> list[ExpertAsk]:
    """What waits for others on their topics: whoever has time may take it."""
    others = ExpertAsk.objects.filter(state=ExpertAsk.State.WAITING, consultation__topic__in=expert.topics.all())
    strangers = blocked_ids(expert.person)
    able = others.exclude(expert=expert).exclude(consultation__person__in=[expert.person_id, *strangers])
    return list(_shown(able).select_related("expert__person").order_by("due_at", "pk")[:MOST_TO_TAKE])


def statistics_of(expert: Expert, now: datetime) -> Statistics:
    asks = list(expert.asks.filter(asked_at__gt=now - timedelta(days=STATS_DAYS)).order_by("-asked_at")[:MOST_MEASURED])
    by_state = [ask.state for ask in asks]
    waits = [
        (ask.finished_at - ask.asked_at).total_seconds() / 60
        for ask in asks
        if ask.state == ExpertAsk.State.ANSWERED and ask.finished_at
    ]
    return Statistics(
        asked=len(asks),
        answered=by_state.count(ExpertAsk.State.ANSWERED),
        timed_out=by_state.count(ExpertAsk.State.TIMED_OUT),
        passed=by_state.count(ExpertAsk.State.PASSED),
        helped=sum(ask.helped is True for ask in asks),
        not_helped=sum(ask.helped is False for ask in asks),
        usual_minutes=median(waits) if len(waits) >= ENOUGH_ANSWERS else None,
    )


def asked_by(person: User) -> QuerySet[Consultation]:
    asks = Prefetch("asks", ExpertAsk.objects.select_related("expert__person"))
    return Consultation.objects.of(person).select_related("question", "topic", "conversation").prefetch_related(asks)


def consultation_in(conversation_id: int, person: User) -> Consultation:
    """The asker's own question of this conversation. Raises NotFound."""
    found = asked_by(person).filter(conversation=conversation_id).first()
    if found is None:
        raise NotFound
    return found


def answered_by(expert: Expert, consultation_id: int) -> Consultation:
    """One that this expert answered. Raises NotFound."""
    found = Consultation.objects.filter(
        pk=consultation_id, asks__expert=expert, asks__state=ExpertAsk.State.ANSWERED
    ).select_related("question")
    if (consultation := found.first()) is None:
        raise NotFound
    return consultation
