"""The numbers of recognition, each defined once. Other apps only show them. A window is [since, until)."""

from datetime import date, datetime, tzinfo

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncDate

from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.rules.models import Rule


def points_settled(*, since: datetime, until: datetime) -> int:
    """Points given: of the awards that were settled in the window and haven't been taken back."""
    return _settled(since, until).aggregate(total=Sum("worth"))["total"] or 0


def points_settled_by_day(*, since: datetime, until: datetime, zone: tzinfo) -> dict[date, int]:
    """`points_settled` by the day in `zone`; days without points are left out."""
    days = _settled(since, until).annotate(day=TruncDate("created_at", tzinfo=zone)).values("day")
    return {row["day"]: row["total"] for row in days.annotate(total=Sum("worth")).order_by("day")}


def points_settled_by_rule(*, since: datetime, until: datetime) -> list[tuple[Rule, int]]:
    """`points_settled` by rule, most points first; rules that gave none are left out."""
    totals = _settled(since, until).values("award__rule").annotate(total=Sum("worth")).order_by("-total")
    given = {row["award__rule"]: row["total"] for row in totals}
    rules = Rule.objects.in_bulk(given)
    return [(rules[rule], total) for rule, total in given.items()]


def points_reversed(*, since: datetime, until: datetime) -> int:
    """Points of awards that were taken back in the window and not given back since, whether they had settled or not."""
    entries = AwardEntry.objects.filter(kind=AwardEntry.Kind.REVERSED, created_at__gte=since, created_at__lt=until)
    return entries.filter(answered_by=None).aggregate(total=Sum("answers__points"))["total"] or 0


def points_pending() -> int:
    """Points of the awards that wait for an earnest answer now."""
    return Award.objects.pending().points()


def _settled(since: datetime, until: datetime) -> QuerySet[AwardEntry]:
    """First settlements of awards that count now; `worth` is what they count now. A join: asked award by award, a busy
    week takes seconds."""
    settled = AwardEntry.objects.filter(
        kind=AwardEntry.Kind.SETTLED,
        created_at__gte=since,
        created_at__lt=until,
        award__entries__answered_by=None,
        award__entries__kind__in=AwardEntry.COUNTING,
        award__entries__points__gt=0,
    )
    return settled.annotate(worth=F("award__entries__points")).order_by()
