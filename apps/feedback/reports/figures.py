"""The figures of a report. No word that a reporter wrote is among them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from apps.feedback.releases.models import Release
from apps.feedback.tickets.labels import Category
from apps.feedback.tickets.metrics import fixed_for_me, median_first_response_minutes
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry
from apps.feedback.topics.models import Topic, TopicStatus
from apps.ui.bilingual import titles_of

MOST_LISTED = 50
WEEK = timedelta(days=7)


def figures(first: date, last: date) -> dict[str, Any]:
    """Of the days from the first to the last one, both included, in the zone of the installation. Shares are pairs:
    how many, of how many."""
    since, until = _start(first), _start(last + timedelta(days=1))
    received = Ticket.objects.filter(created_at__gte=since, created_at__lt=until)
    entries = TicketEntry.objects.filter(created_at__gte=since, created_at__lt=until, is_public=True)
    counted = received.aggregate(
        received=Count("pk"),
        members=Count("reporter", distinct=True),
        correspondents=Count("correspondent", distinct=True),
        in_time=Count("pk", filter=Q(answered_in_time=True)),
        answered=Count("pk", filter=Q(answered_in_time__isnull=False)),
    )
    by_category = dict(received.order_by().values_list("category").annotate(n=Count("pk")))
    yes, asked = fixed_for_me(since=since, until=until)
    return {
        "received": counted["received"],
        "people": counted["members"] + counted["correspondents"],
        "in_time": [counted["in_time"], counted["answered"]],
        "median_minutes": median_first_response_minutes(since=since, until=until),
        "fixed": [yes, asked],
        "solved": entries.filter(status="solved", kind__in=_MOVES).values("ticket").distinct().count(),
        "declined": entries.filter(status="declined", kind__in=_MOVES).values("ticket").distinct().count(),
        "categories": [[name, by_category[name]] for name in Category.values if by_category.get(name)],
        "weeks": _weeks(since, until),
        "shipped": [_release(one) for one in _released(since, until)],
        "not_done": [_topic(one) for one in _declined(since, until)],
    }


_MOVES = (EntryKind.STATUS, EntryKind.REPLY, EntryKind.FIXED)


def _weeks(since: datetime, until: datetime) -> list[list[Any]]:
    """[first day, received, solved] of each week; at most a year and a day of them."""
    rows: list[list[Any]] = []
    at = since
    while at < until and len(rows) < 54:
        end = min(at + WEEK, until)
        came = Ticket.objects.filter(created_at__gte=at, created_at__lt=end).count()
        solved = Ticket.objects.filter(solved_at__gte=at, solved_at__lt=end).count()
        rows.append([timezone.localtime(at, timezone.get_default_timezone()).date().isoformat(), came, solved])
        at = end
    return rows


def _released(since: datetime, until: datetime) -> list[Release]:
    releases = Release.objects.filter(published_at__gte=since, published_at__lt=until)
    return list(releases.prefetch_related("topics").order_by("published_at")[:MOST_LISTED])


def _declined(since: datetime, until: datetime) -> list[Topic]:
    topics = Topic.objects.shown().filter(status=TopicStatus.DECLINED, updated_at__gte=since, updated_at__lt=until)
    return list(topics.order_by("updated_at")[:MOST_LISTED])


def _release(release: Release) -> dict[str, Any]:
    topics = [_topic(topic) for topic in release.topics.all() if topic.is_published]
    return {"id": release.pk, "version": release.version, **titles_of(release), "topics": topics}


def _topic(topic: Topic) -> dict[str, Any]:
    verdicts = topic.verdicts.aggregate(yes=Count("pk", filter=Q(is_fixed=True)), said=Count("pk"))
    why = {"why_en": topic.summary_en, "why_zh": topic.summary_zh}
    return {"id": topic.pk, **titles_of(topic), **why, "verified": [verdicts["yes"], verdicts["said"]]}


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
