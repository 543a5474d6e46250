from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import User
from apps.gamification.badges.models import Badge, BadgeGrade, BadgeHeld, BadgeSeries
from apps.gamification.badges.services import values_for


@dataclass(frozen=True)
class Shown:
    """A badge as its person sees it. `grade` is the highest that they have (0: none), `value` how far they are, `next`
    from how many on the next grade comes (None: no more)."""

    badge: Badge
    grade: int
    reached_at: datetime | None
    value: int
    next: int | None

    @property
    def is_hidden(self) -> bool:
        return self.badge.is_secret and not self.grade

    @property
    def grade_words(self) -> str:
        return str(BadgeGrade.Grade(self.grade).label) if self.grade else ""


@dataclass(frozen=True)
class ShownSeries:
    series: BadgeSeries
    badges: list[Shown]

    @property
    def held(self) -> int:
        return sum(1 for one in self.badges if one.grade)


def badges_of(person: User) -> list[ShownSeries]:
    """All badges in use by series, what the person has of them and what is next."""
    badges = list(Badge.objects.filter(is_live=True).select_related("series").prefetch_related("grades"))
    values = values_for(badges, person.pk)
    held: defaultdict[int, list[BadgeHeld]] = defaultdict(list)
    for one in BadgeHeld.objects.filter(person=person, revoked_at=None, badge__in=badges):
        held[one.badge_id].append(one)
    series: dict[int, ShownSeries] = {}
    for badge in badges:
        shown = series.setdefault(badge.series_id, ShownSeries(series=badge.series, badges=[]))
        shown.badges.append(_shown(badge, held[badge.pk], values[badge.pk]))
    return list(series.values())


def _shown(badge: Badge, held: list[BadgeHeld], value: int) -> Shown:
    best = max(held, key=lambda one: one.grade, default=None)
    grade = best.grade if best else 0
    following = [step.least for step in badge.grades.all() if step.grade > grade]
    return Shown(
        badge=badge,
        grade=grade,
        reached_at=best.reached_at if best else None,
        value=min(value, following[0]) if following else value,
        next=min(following, default=None),
    )
