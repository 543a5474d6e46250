"""What everybody reads of releases, and what they changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.core.cache import cache
from django.db.models import Prefetch, QuerySet

from apps.chat.models import Message
from apps.errors import NotFound
from apps.feedback.releases.models import Credit, Release
from apps.feedback.tickets.models import Ticket
from apps.feedback.topics.models import Topic, TopicSupport
from apps.feedback.topics.voices import family_of

MOST_NAMED = 100
MOST_VOICES = 5_000
WINDOW = timedelta(days=28)
CACHED_SECONDS = 24 * 3600
Z = 1.96


def published_releases() -> QuerySet[Release]:
    """The newest first, with the topics that everybody may read."""
    shown = Prefetch("topics", queryset=Topic.objects.shown().order_by("pk"), to_attr="shown_topics")
    return Release.objects.filter(published_at__isnull=False).prefetch_related(shown).order_by("-published_at", "-pk")


def published_release(release_id: int) -> Release:
    """Raises NotFound."""
    release = published_releases().filter(pk=release_id).first()
    if release is None:
        raise NotFound
    return release


def thanked(releases: Iterable[Release]) -> dict[int, list[str]]:
    """For each release the nicknames of those who had spoken up for one of its topics before it came and agreed to be
    named, in the order in which they agreed; a hundred at most."""
    published = {release.pk: release.published_at for release in releases if release.published_at}
    roots: defaultdict[int, set[int]] = defaultdict(set)
    for release, topic in Release.topics.through.objects.filter(release__in=published).values_list("release", "topic"):
        roots[topic].add(release)
    for part in Topic.objects.filter(merged_into__in=list(roots)).only("pk", "merged_into"):
        roots[part.pk] = roots[part.merged_into_id or part.pk]
    said = TopicSupport.objects.filter(topic__in=list(roots), person__credit__isnull=False, person__is_active=True)
    told = Ticket.objects.filter(topic__in=list(roots), reporter__credit__isnull=False, reporter__is_active=True)
    voices = [
        *said.order_by("pk").values_list("topic", "created_at", "person__credit__pk")[:MOST_VOICES],
        *told.order_by("pk").values_list("topic", "created_at", "reporter__credit__pk")[:MOST_VOICES],
    ]
    named: defaultdict[int, set[int]] = defaultdict(set)
    for topic, at, credit in voices:
        for number in roots[topic]:
            if at <= published[number]:
                named[number].add(credit)
    credits = Credit.objects.filter(pk__in=set().union(*named.values())).order_by("agreed_at", "pk")
    names = list(credits.values_list("pk", "nickname"))
    return {
        number: [nickname for credit, nickname in names if credit in named[number]][:MOST_NAMED] for number in published
    }


@dataclass(frozen=True)
class Rate:
    """Reports per 1,000 active users with the 95 % interval (Byar's approximation of the Poisson interval; N. E.
    Breslow and N. E. Day, Statistical methods in cancer research II, 1987). None where nobody was active."""

    reports: int
    active: int

    @property
    def value(self) -> float | None:
        return 1000 * self.reports / self.active if self.active else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.active:
            return None
        low = 0.0
        if self.reports:
            low = self.reports * (1 - 1 / (9 * self.reports) - Z / (3 * sqrt(self.reports))) ** 3
        more = self.reports + 1
        high = more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3
        return 1000 * max(0.0, low) / self.active, 1000 * high / self.active


@dataclass(frozen=True)
class Effect:
    """How often a topic was reported before and after it shipped, in windows of the same length."""

    topic: Topic
    days: int
    before: Rate
    after: Rate

    @property
    def rates(self) -> tuple[Rate, Rate]:
        return self.before, self.after

    @property
    def verdict(self) -> str:
        """better or worse where the intervals are apart, else open."""
        before, after = self.before.interval, self.after.interval
        if before is None or after is None:
            return "open"
        if after[1] < before[0]:
            return "better"
        return "worse" if after[0] > before[1] else "open"


def effects(release: Release, *, now: datetime) -> list[Effect]:
    """For each topic; nothing before the first whole day. Windows are 28 days, or as long as it has been out."""
    at = release.published_at
    if at is None:
        return []
    found = [effect_of([topic], at=at, now=now) for topic in release.topics.order_by("pk")[:50]]
    return [effect for effect in found if effect]


def effect_of(topics: Sequence[Topic], *, at: datetime, now: datetime) -> Effect | None:
    """What these topics, of which the first gives its name, were reported before and after a moment."""
    window = min(WINDOW, timedelta(days=(now - at).days))
    if window < timedelta(days=1):
        return None
    tickets = Ticket.objects.filter(topic__in={number for topic in topics for number in family_of(topic)})
    before = tickets.filter(created_at__gte=at - window, created_at__lt=at).count()
    after = tickets.filter(created_at__gte=at, created_at__lt=at + window).count()
    rates = Rate(before, active_people(at - window, at)), Rate(after, active_people(at, at + window))
    return Effect(topics[0], window.days, *rates)


def active_people(since: datetime, until: datetime) -> int:
    """People who wrote a message in a window that is over; counted at most once a day."""
    key = f"active-people:{since.isoformat()}:{until.isoformat()}"
    counted = cache.get(key)
    if counted is None:
        written = Message.objects.filter(created_at__gte=since, created_at__lt=until, sender__isnull=False)
        counted = written.order_by().values("sender").distinct().count()
        cache.set(key, counted, CACHED_SECONDS)
    return int(counted)
