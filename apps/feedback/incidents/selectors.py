from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncWeek
from django.utils import timezone

from apps.errors import NotFound
from apps.feedback.incidents.limits import (
    FEWEST_PEOPLE,
    MOST_WEEKS,
    Mark,
    Stretch,
    Week,
    control_chart,
    release_chart,
)
from apps.feedback.incidents.models import Incident
from apps.feedback.releases.models import Release
from apps.feedback.releases.selectors import Rate, active_people
from apps.feedback.tickets.labels import Category
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.weeks import WEEK, span, week_now, week_of
from apps.feedback.topics.models import Topic

PROBLEMS = (Category.FUNCTIONAL, Category.EXPERIENCE)
MOST_TOPICS = 500
PEOPLE = Count("reporter", distinct=True) + Count("correspondent", distinct=True)
"""Each once, whatever they wrote with."""


@dataclass(frozen=True)
class ChartWeek:
    """A week of a topic's chart, and the newest release at its end."""

    week: date
    mark: Mark
    release: str


@dataclass(frozen=True)
class ChartRelease:
    """The whole weeks from `since` to `until` in which a release was the newest, as one point of the chart. Without
    a rate where nobody knows who was active. `persons` reported it, each once however many weeks; they are counted only
    where the reports are too many."""

    since: date
    until: date
    stretch: Stretch
    rate: Rate
    persons: int

    @property
    def is_out(self) -> bool:
        return self.stretch.is_out and self.persons >= FEWEST_PEOPLE


@dataclass(frozen=True)
class Chart:
    weeks: list[ChartWeek]
    releases: list[ChartRelease]


def incidents() -> QuerySet[Incident]:
    """Those that are open first, then the newest."""
    return Incident.objects.select_related("topic", "release", "team", "changed_in").order_by(
        F("closed_at").desc(nulls_first=True), "-pk"
    )


def incident_of(incident_id: int) -> Incident:
    """Raises NotFound."""
    incident = incidents().prefetch_related("linked").filter(pk=incident_id).first()
    if incident is None:
        raise NotFound
    return incident


def topics_reported(*, since: datetime) -> list[Topic]:
    """Whole topics with a problem that somebody reported since then."""
    told = Ticket.objects.filter(created_at__gte=since, category__in=PROBLEMS, topic__isnull=False)
    roots = told.annotate(root=Coalesce(F("topic__merged_into"), F("topic"))).values("root")
    return list(Topic.objects.filter(pk__in=roots).order_by("pk")[:MOST_TOPICS])


def chart_of(topic: Topic, *, now: datetime) -> Chart:
    """Up to this week, which is judged as soon as it is over its limit: so many people won't become fewer. As many are
    taken to be active in it as in the week before."""
    this = week_now(now)
    weeks = [this - WEEK * back for back in range(MOST_WEEKS, -1, -1)]
    people = _people_by_week(topic, since=span(weeks[0])[0])
    active = {week: active_people(*span(week)) for week in weeks[:-1]}
    active[this] = active[weeks[-2]]
    known = _weeks_of_incidents(topic, weeks)
    # What came before the first report of anything says nothing of how much is usual.
    first = Ticket.objects.order_by("created_at").values_list("created_at", flat=True).first()
    used = [week for week in weeks if first and span(week)[1] > first]
    if not (is_measured := all(active[week] for week in used)):
        # Weeks of which nobody knows who was active count alike: then it is a c chart.
        active = dict.fromkeys(weeks, 1)
    releases = list(Release.objects.filter(published_at__isnull=False).order_by("-published_at"))
    counts = [Week(people.get(week, 0), active[week], week in known, _newest(releases, span(week)[1])) for week in used]
    marks = control_chart(counts)
    return Chart(
        [ChartWeek(week, mark, one.release) for week, mark, one in zip(used, marks, counts, strict=True)],
        [_release(topic, used, one, is_measured=is_measured) for one in release_chart(counts[:-1], marks[:-1])],
    )


def _release(topic: Topic, weeks: list[date], stretch: Stretch, *, is_measured: bool) -> ChartRelease:
    since, until = weeks[stretch.place], weeks[stretch.place + stretch.weeks - 1]
    rate = Rate(stretch.mark.people, stretch.active if is_measured else 0)
    return ChartRelease(since, until, stretch, rate, _persons(topic, since, until) if stretch.is_out else 0)


def _newest(releases: list[Release], until: datetime) -> str:
    """The version that had been published last by then; `releases` have the newest first."""
    return next((one.version for one in releases if one.published_at and one.published_at < until), "")


def _problems(topic: Topic, *, since: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(
        Q(topic=topic) | Q(topic__merged_into=topic), category__in=PROBLEMS, created_at__gte=since
    )


def _people_by_week(topic: Topic, *, since: datetime) -> dict[date, int]:
    """Who reported a problem, each once a week."""
    told = _problems(topic, since=since)
    by_week = told.annotate(week=TruncWeek("created_at", tzinfo=timezone.get_default_timezone())).values("week")
    return {row["week"].date(): row["people"] for row in by_week.annotate(people=PEOPLE).order_by()}


def _persons(topic: Topic, since: date, until: date) -> int:
    """Who reported a problem in these weeks, each once."""
    told = _problems(topic, since=span(since)[0]).filter(created_at__lt=span(until)[1])
    persons: int = told.aggregate(people=PEOPLE)["people"]
    return persons


def _weeks_of_incidents(topic: Topic, weeks: list[date]) -> set[date]:
    """Without the one in which it was opened: that is judged like any other."""
    spans = Incident.objects.filter(topic=topic).values_list("week", "closed_at")
    last = weeks[-1] + timedelta(days=1)
    return {
        week
        for begun, closed_at in spans
        for week in weeks
        if begun < week <= (week_of(timezone.localdate(closed_at)) if closed_at else last)
    }
