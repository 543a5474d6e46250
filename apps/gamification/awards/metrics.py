"""The numbers of recognition, each defined once. Other apps only show them. A window is [since, until)."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet, Sum

from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.worth import worth
from apps.gamification.rules.models import Rule
from apps.gamification.rules.offers import Offer


def points_settled(*, since: datetime, until: datetime) -> int:
    """Points given: of the awards that were settled in the window and haven't been taken back."""
    settled = _settled(since, until).aggregate(total=Sum("points"))["total"] or 0
    return settled + (_changed_since(since, until).aggregate(total=Sum("change"))["total"] or 0)


def worth_settled_by_rule(*, since: datetime, until: datetime, offers: Collection[Offer]) -> list[tuple[Rule, int]]:
    """What was settled in the window and not taken back since, by rule, in points in whatever form it came; the most
    first. Rules that gave nothing are left out."""
    totals = Counter[int]()
    settled = _settled(since, until).annotate(worth=worth(offers))
    changed = _changed_since(since, until).annotate(worth=worth(offers) - worth(offers, "answers__"))
    for entries in (settled, changed):
        totals.update(dict(entries.values_list("award__rule").annotate(total=Sum("worth"))))
    rules = Rule.objects.in_bulk(totals)
    return [(rules[rule], total) for rule, total in totals.most_common() if total]


def points_pending() -> int:
    """Points of the awards that wait for an earnest answer now."""
    return Award.objects.pending().points()


def _settled(since: datetime, until: datetime) -> QuerySet[AwardEntry]:
    return AwardEntry.objects.filter(
        kind=AwardEntry.Kind.SETTLED, created_at__gte=since, created_at__lt=until
    ).order_by()


def _changed_since(since: datetime, until: datetime) -> QuerySet[AwardEntry]:
    """What came after these settlements, `change` being the points that each step gave or took: there is little of it,
    and it is far cheaper to ask for than the last step of every award."""
    later = (AwardEntry.Kind.REVERSED, AwardEntry.Kind.RESTORED, AwardEntry.Kind.ADJUSTED)
    entries = AwardEntry.objects.filter(
        kind__in=later,
        created_at__gte=since,
        award__entries__kind=AwardEntry.Kind.SETTLED,
        award__entries__created_at__gte=since,
        award__entries__created_at__lt=until,
    )
    return entries.annotate(change=F("points") - F("answers__points")).order_by()
