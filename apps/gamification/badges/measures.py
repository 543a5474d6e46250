"""What a badge can count of a person's awards: only what counts of them, so that nothing taken back earns a badge, and
no volume that no rule pays for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Sum
from django.db.models.functions import Cast, TruncDate, TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.worth import amount_given
from apps.gamification.deeds.registry import kinds
from apps.gamification.members.models import Member
from apps.gamification.rules.forms import Marks
from apps.gamification.rules.rewards import FACT
from apps.gamification.streaks.selectors import longest_of

QUICK_HOURS = 1
Values = Mapping[int, int]


@dataclass(frozen=True)
class Measure:
    name: str | Promise
    expression: Callable[[], Any]
    narrow: Mapping[str, Any] | None = None


MEASURES: Mapping[str, Measure] = {
    "awards": Measure(_("awards that count"), lambda: Count("pk", distinct=True)),
    "people": Measure(_("different people on the other side"), lambda: Count("decision__counterparty", distinct=True)),
    "points": Measure(_("points that count"), lambda: Sum("entries__points")),
    "days": Measure(_("different days (UTC)"), lambda: Count(TruncDate("created_at", tzinfo=UTC), distinct=True)),
    "months": Measure(_("different months (UTC)"), lambda: Count(TruncMonth("created_at", tzinfo=UTC), distinct=True)),
    "marks": Measure(
        _("marks that came in place of points"),
        lambda: Sum(Cast(amount_given(Marks.key, facts="facts", weight="entries__weight"), IntegerField())),
        {f"facts__{FACT}__has_key": Marks.key},
    ),
    "quick": Measure(
        _("answers within an hour"), lambda: Count("pk", distinct=True), {"facts__waited_hours__lte": QUICK_HOURS}
    ),
}
LEVEL = "level"
STREAK = "streak"


def measure_choices() -> list[tuple[str, Any]]:
    return [
        *((key, measure.name) for key, measure in MEASURES.items()),
        (LEVEL, _("the level that one has")),
        (STREAK, _("the longest streak, in days")),
    ]


def deed_choices_of_awards() -> list[tuple[str, Any]]:
    return [(kind.key, kind.name) for kind in kinds()]


def values_of(
    people: Sequence[int], measure: str, *, deed: str, starts_at: datetime | None, ends_at: datetime | None
) -> Values:
    """By person; who has nothing of it is left out."""
    if measure == LEVEL:
        return dict(Member.objects.filter(person__in=people).values_list("person_id", "level_number"))
    if measure == STREAK:
        return longest_of(people)
    awards = _awards(people, deed, starts_at, ends_at).filter(**(MEASURES[measure].narrow or {}))
    found = awards.order_by().values("person").annotate(value=MEASURES[measure].expression())
    return {row["person"]: row["value"] or 0 for row in found}


def _awards(people: Sequence[int], deed: str, start: datetime | None, end: datetime | None) -> QuerySet[Award]:
    awards = Award.objects.beside_last(AwardEntry.COUNTING).filter(person__in=people)
    if deed:
        awards = awards.filter(rule__deed=deed)
    if start:
        awards = awards.filter(created_at__gte=start)
    if end:
        awards = awards.filter(created_at__lt=end)
    return awards
