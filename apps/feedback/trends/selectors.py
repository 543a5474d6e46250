"""What the console shows of a trend. Names of tickets' people aren't among it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from apps.accounts.models import Segment, SegmentMember
from apps.feedback.tickets.labels import Severity
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.weeks import WEEK, week_now
from apps.feedback.topics import meaning
from apps.feedback.topics.models import TicketVector
from apps.feedback.trends.counting import NO_SPAM, PEOPLE
from apps.feedback.trends.models import ClusterWeek, TicketCluster, TicketClusterQuerySet

WEEKS_SHOWN, RECENT_WEEKS = 12, 4
EXAMPLES, COMPARED = 3, 200
HIGH, STEP, BAR = 28, 9, 7
"""Of the drawing of weeks: its height, and the width of a week and of its bar."""


@dataclass(frozen=True)
class Column:
    """A week in the drawing."""

    week: date
    people: int
    tickets: int
    is_emerging: bool
    x: int
    height: int

    @property
    def y(self) -> int:
        return HIGH - self.height


def trends(*, now: datetime) -> TicketClusterQuerySet:
    """With their last twelve weeks in `shown_weeks`, the people of each of the last four added up, and whether they
    emerge in this week or the last one."""
    this = week_now(now)
    counted = ClusterWeek.objects.filter(week__gt=this - WEEKS_SHOWN * WEEK)
    emerged = ClusterWeek.objects.filter(cluster=OuterRef("pk"), week__gte=this - WEEK, is_emerging=True)
    recent = Q(weeks__week__gt=this - RECENT_WEEKS * WEEK)
    return (
        TicketCluster.objects.shown()
        .select_related("topic")
        .annotate(recent=Coalesce(Sum("weeks__people", filter=recent), 0), emerges=Exists(emerged))
        .prefetch_related(Prefetch("weeks", queryset=counted, to_attr="shown_weeks"))
    )


MOST_TOLD_FIRST = ("-recent", "-last_at", "-pk")


def columns(weeks: Iterable[ClusterWeek], *, now: datetime) -> list[Column]:
    """The last twelve weeks, the oldest first, also those in which nobody told it."""
    known, this = {one.week: one for one in weeks}, week_now(now)
    most = max((one.people for one in known.values()), default=0) or 1
    found = []
    for place in range(WEEKS_SHOWN):
        week = this - (WEEKS_SHOWN - 1 - place) * WEEK
        one = known.get(week) or ClusterWeek(week=week, people=0, tickets=0)
        height = max(2, round(HIGH * one.people / most)) if one.people else 1
        found.append(Column(week, one.people, one.tickets, one.is_emerging, STEP * place, height))
    return found


def by_severity(cluster: TicketCluster) -> list[tuple[str, int, int]]:
    """(severity, tickets, people), the worst first."""
    counted = cluster.members.filter(NO_SPAM).order_by().values_list("ticket__severity")
    rows = {row[0]: row[1:] for row in counted.annotate(n=Count("pk"), people=PEOPLE)}
    return [(str(one.label), *rows[one]) for one in Severity if one in rows]


def by_segment(cluster: TicketCluster) -> list[tuple[str, int]]:
    """(segment, its people among those who told it), the most first; somebody may be in several."""
    people = Ticket.objects.filter(pk__in=cluster.members.values("ticket"), reporter__isnull=False).values("reporter")
    rows = SegmentMember.objects.filter(person__in=people).order_by().values_list("segment").annotate(n=Count("pk"))
    segments = Segment.objects.in_bulk()
    return [(segments[number].name, n) for number, n in rows.order_by("-n", "segment")]


def examples(cluster: TicketCluster) -> list[Ticket]:
    """The most typical of its newest tickets, one of each person."""
    rows = list(
        TicketVector.objects.filter(ticket__in=cluster.members.values("ticket"), model_version=cluster.model_version)
        .exclude(ticket__body="")
        .order_by("-ticket_id")
        .values_list("ticket_id", "values")[:COMPARED]
    )
    if not rows:
        return []
    near = meaning.from_bytes([bytes(values) for _ticket, values in rows])
    middle = meaning.from_bytes([bytes(cluster.middle)])[0]
    typical = [rows[place][0] for place in (-(near @ middle)).argsort(kind="stable")]
    tickets = Ticket.objects.in_bulk(typical)
    by_person: dict[tuple[int | None, int | None], Ticket] = {}
    for number in typical:
        by_person.setdefault((tickets[number].reporter_id, tickets[number].correspondent_id), tickets[number])
    return list(by_person.values())[:EXAMPLES]
