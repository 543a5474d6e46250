"""To which topic a question belongs, and in which order its experts are asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Count, F, Q, QuerySet

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.education.experts.hours import is_open, weekly_hours
from apps.education.experts.models import Expert, ExpertAsk, ExpertTopic
from apps.kept import KeptFromRows
from apps.language import embed
from apps.language.embedding import Vectors

NEAR_ENOUGH = 0.42
"""Cosine to the nearest phrase of a topic; unrelated texts stay below .3, paraphrases begin at .6."""

LOOK_BACK = timedelta(days=7)
PRIOR_HELPED, PRIOR_ASKED = 3.0, 4.0
"""Who has no verdicts yet counts as three of four."""

RATING_WEIGHT = 0.15
"""A share helped of 1 instead of 0 outweighs so much of the usual load: the best are asked first, but not always."""


def topic_of(text: str) -> ExpertTopic | None:
    """The open topic that a question comes nearest to, in either language; None where it is near to none."""
    owners, vectors = _phrases()
    if not owners:
        return None
    likeness = vectors @ embed([text])[0]
    best = int(np.argmax(likeness))
    return ExpertTopic.objects.filter(pk=owners[best]).first() if likeness[best] >= NEAR_ENOUGH else None


def _read(topics: QuerySet[ExpertTopic]) -> tuple[list[int], Vectors]:
    owned = [(topic.pk, phrase) for topic in topics for phrase in topic.phrases()]
    return [pk for pk, _phrase in owned], embed([phrase for _pk, phrase in owned])


_phrases = KeptFromRows(lambda: ExpertTopic.objects.filter(is_open=True), _read)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about an expert: how much they were asked of late for the hours they offer, and how often it
    helped."""

    expert: Expert
    recent: int
    helped: int
    judged: int

    @property
    def rating(self) -> float:
        """Share of answers that helped, 0–1, drawn towards three of four while there are few."""
        return (self.helped + PRIOR_HELPED) / (self.judged + PRIOR_ASKED)

    @property
    def load(self) -> float:
        """Questions of the last seven days for each hour a week."""
        return self.recent / max(weekly_hours(self.expert), 1.0)


def standings(experts: QuerySet[Expert], now: datetime) -> list[Standing]:
    asked = Q(asks__asked_at__gt=now - LOOK_BACK) & ~Q(asks__state=ExpertAsk.State.ENDED)
    counted = experts.select_related("person").annotate(
        recent=Count("asks", filter=asked, distinct=True),
        said_helped=Count("asks", filter=Q(asks__helped=True), distinct=True),
        said=Count("asks", filter=Q(asks__helped__isnull=False), distinct=True),
    )
    return [Standing(one, one.recent, one.said_helped, one.said) for one in counted]


def available(*, topic: ExpertTopic, person: User, now: datetime, apart_from: Collection[int] = ()) -> list[Standing]:
    """Who may be asked at this moment, best first: knows the topic, is within their hours, has room. Nobody is led to
    who blocked them or whom they blocked."""
    able = (
        Expert.objects.filter(topics=topic, is_taking=True, person__is_active=True, open_now__lt=F("most_at_once"))
        .exclude(person__in=[person.pk, *blocked_ids(person)])
        .exclude(pk__in=apart_from)
    )
    here = [one for one in standings(Expert.objects.filter(pk__in=able.values("pk")), now) if is_open(one.expert, now)]
    usual = sum(one.load for one in here) / len(here) if here else 0.0
    return sorted(here, key=lambda one: (_cost(one, usual), one.expert.pk))


def _cost(one: Standing, usual: float) -> float:
    """The lower the sooner. Without any load the rating alone decides."""
    return (one.load / usual if usual else 0.0) - RATING_WEIGHT * one.rating
