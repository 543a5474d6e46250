"""What awards are worth in points, in whatever form they came: as the rules page says what each form stands in for.

Coins stand in for nothing; they are counted as coins.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, Sum, When
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Floor

from apps.gamification.awards.models import AwardEntry
from apps.gamification.rules.models import RuleVersion
from apps.gamification.rules.offers import Offer, offers_of
from apps.gamification.rules.rewards import FACT


def entries_that_stand(*, since: datetime, until: datetime) -> QuerySet[AwardEntry]:
    """The last entries of the awards given in [since, until) that count or may still count."""
    given = {"award__created_at__gte": since, "award__created_at__lt": until}
    return AwardEntry.objects.filter(answered_by=None, kind__in=AwardEntry.STANDING, **given)


def offers_given(rule: int | None = None) -> list[Offer]:
    """Every form that any version ever offered, of this rule or of all; read once for all that is asked of `worth`."""
    published = RuleVersion.objects.filter(published_at__isnull=False).exclude(forms=[])
    if rule is not None:
        published = published.filter(rule=rule)
    return [offer for version in published.order_by("pk") for offer in offers_of(version)]


def amount_given(kind: str, *, facts: str = "award__facts", weight: str = "weight") -> Combinable:
    """How much of a reward beside points an award gives; null where it gives none of it."""
    amount = KeyTextTransform(kind, KeyTextTransform(FACT, facts))
    return Floor(Cast(amount, FloatField()) * F(weight))


def coins_given() -> Combinable:
    """Of entries: the coins of those that stand."""
    return Sum(Cast(amount_given("coins"), IntegerField()), filter=Q(kind__in=AwardEntry.STANDING), default=0)


def worth(offers: Collection[Offer], path: str = "") -> Combinable:
    """Of an entry, or of the one of the same award at the end of the `path`: its points, or what the form in their
    place is worth. What lapsed or was taken back is worth nothing."""
    whens = [
        When(
            **{
                f"{path}kind__in": AwardEntry.STANDING,
                "award__decision__version": offer.version,
                f"award__facts__{FACT}__has_key": offer.form,
            },
            then=Cast(
                Floor(amount_given(offer.form, weight=f"{path}weight") * offer.worth / offer.amount), IntegerField()
            ),
        )
        for offer in offers
    ]
    points = F(f"{path}points")
    return points + Case(*whens, default=0, output_field=IntegerField()) if whens else points
