"""The numbers of chat, each defined once. Other apps only show them.

A window is [since, until) over the time of the opening message, which is the first message that a person typed or
approved in a conversation about a job. What counts as an answer is decided where answers are recorded: auto-replies,
answers from the job card, promises, bulk declines and reactions never are.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from apps.chat.answers.models import Answer
from apps.chat.conversations.models import Conversation


@dataclass(frozen=True)
class Day:
    """Conversations opened on one day; of them those answered in time, and those that had the time to be."""

    opened: int
    answered: int
    asked: int


def replies(*, since: datetime, until: datetime, now: datetime, hours: int = 24) -> tuple[int, int]:
    """How many opening messages of the window were answered within `hours`, and how many had the time to be.

    An opening that is younger than `hours` and not answered yet counts in neither number.
    """
    in_time = Q(waited__lte=hours * 3600)
    counts = _with_wait(_opened(since, until)).aggregate(
        answered=Count("pk", filter=in_time),
        asked=Count("pk", filter=in_time | Q(opened_at__lte=now - timedelta(hours=hours))),
    )
    return counts["answered"], counts["asked"]


def reply_rate(*, since: datetime, until: datetime, now: datetime, hours: int = 24) -> float | None:
    """Share of opening messages answered within `hours`, 0–1; None when nobody was asked."""
    answered, asked = replies(since=since, until=until, now=now, hours=hours)
    return answered / asked if asked else None


def replies_by_day(
    *, since: datetime, until: datetime, now: datetime, zone: tzinfo, hours: int = 24
) -> dict[date, Day]:
    """`conversations_opened` and `replies` by the day of opening in `zone`, in one query; days without any are left
    out."""
    opened, answered, asked = Counter[date](), Counter[date](), Counter[date]()
    enough_time = now - timedelta(hours=hours)
    annotated: Any = _with_wait(_opened(since, until))
    for opened_at, waited in annotated.values_list("opened_at", "waited"):
        day = opened_at.astimezone(zone).date()
        in_time = waited is not None and waited <= hours * 3600
        opened[day] += 1
        answered[day] += in_time
        asked[day] += in_time or opened_at <= enough_time
    return {day: Day(opened=opened[day], answered=answered[day], asked=asked[day]) for day in opened}


def median_first_reply_minutes(*, since: datetime, until: datetime) -> float | None:
    """Minutes from the opening message to the first answer by a person, the median over the openings of the window
    that have one. None when there is none."""
    waited = Answer.objects.filter(is_first=True, conversation__in=_opened(since, until).values("pk"))
    seconds = list(waited.values_list("waited_seconds", flat=True))
    return median(seconds) / 60 if seconds else None


def conversations_opened(*, since: datetime, until: datetime) -> int:
    """Conversations about a job whose opening message lies in the window."""
    return _opened(since, until).count()


def two_sided(*, since: datetime, until: datetime) -> tuple[int, int]:
    """Conversations of the window with at least two turns of each side, and all of the window. The opening message is a
    turn of the side that opened, every answer one of its author's side; a side is the candidate, or all who write for
    the company."""
    opened = _opened(since, until).annotate(
        by_candidate=Count("answers", filter=Q(answers__answerer=F("candidate"))),
        by_company=Count("answers", filter=~Q(answers__answerer=F("candidate"))),
    )
    candidate_opened = Q(opened_by=F("candidate"))
    deep = Q(candidate_opened, by_candidate__gte=1, by_company__gte=2) | Q(
        ~candidate_opened, by_candidate__gte=2, by_company__gte=1
    )
    return opened.filter(deep).count(), opened.count()


def two_sided_depth(*, since: datetime, until: datetime) -> float | None:
    """Share of the window's conversations with at least two turns of each side, 0–1; None without conversations."""
    deep, opened = two_sided(since=since, until=until)
    return deep / opened if opened else None


def _opened(since: datetime, until: datetime) -> QuerySet[Conversation]:
    return Conversation.objects.filter(kind=Conversation.Kind.JOB, opened_at__gte=since, opened_at__lt=until)


def _with_wait(opened: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """With `waited`: the seconds until the first answer, None without one."""
    first = Answer.objects.filter(conversation=OuterRef("pk"), is_first=True)
    return opened.annotate(waited=Subquery(first.values("waited_seconds")[:1]))
