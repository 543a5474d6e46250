"""The numbers of chat, each defined once. Other apps only show them.

A window is [since, until) over the time of the opening message, which is the first message that a person sent in a
conversation about a job. What counts as an answer is decided where answers are recorded: auto-replies, answers from the
job card, promises, bulk declines and reactions never are.
"""

from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from apps.chat.models import Answer, Conversation, Message


def replies(*, since: datetime, until: datetime, now: datetime, hours: int = 24) -> tuple[int, int]:
    """How many opening messages of the window were answered within `hours`, and how many had the time to be.

    An opening that is younger than `hours` and not answered yet counts in neither number.
    """
    opened = _opened(since, until).annotate(
        waited=Subquery(Answer.objects.filter(conversation=OuterRef("pk"), is_first=True).values("waited_seconds")[:1])
    )
    in_time = Q(waited__lte=hours * 3600)
    counts = opened.aggregate(
        answered=Count("pk", filter=in_time),
        asked=Count("pk", filter=in_time | Q(opened_at__lte=now - timedelta(hours=hours))),
    )
    return counts["answered"], counts["asked"]


def reply_rate(*, since: datetime, until: datetime, now: datetime, hours: int = 24) -> float | None:
    """Share of opening messages answered within `hours`, 0–1; None when nobody was asked."""
    answered, asked = replies(since=since, until=until, now=now, hours=hours)
    return answered / asked if asked else None


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
    turn of the side that opened; every answer is one of its author's."""
    opened = _opened(since, until).annotate(
        by_opener=Count("answers", filter=Q(answers__answerer=F("opened_by"))),
        by_other=Count("answers", filter=~Q(answers__answerer=F("opened_by"))),
    )
    deep = opened.filter(by_opener__gte=1, by_other__gte=2).count()
    return deep, opened.count()


def two_sided_depth(*, since: datetime, until: datetime) -> float | None:
    """Share of the window's conversations with at least two turns of each side, 0–1; None without conversations."""
    deep, opened = two_sided(since=since, until=until)
    return deep / opened if opened else None


def _opened(since: datetime, until: datetime) -> QuerySet[Conversation]:
    opening = (
        Message.objects.filter(conversation=OuterRef("pk"), sender__isnull=False)
        .order_by()
        .values("conversation")
        .annotate(first=Min("created_at"))
        .values("first")
    )
    return (
        Conversation.objects.filter(kind=Conversation.Kind.JOB)
        .annotate(opened_at=Subquery(opening))
        .filter(opened_at__gte=since, opened_at__lt=until)
    )
