"""The coins of a person in words: what came and went, and for what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from apps.gamification.awards.models import Award
from apps.gamification.awards.wording import deed_words
from apps.gamification.ledger.models import CoinLeg, CoinTransaction
from apps.gamification.shop.models import Order


@dataclass(frozen=True)
class Movement:
    """`amount` is below zero for what went."""

    id: int
    at: datetime
    title: str
    kind: str
    kind_words: str
    amount: int


def in_words(legs: Iterable[CoinLeg]) -> list[Movement]:
    """Legs of `ledger.selectors.movements`, in the active language."""
    legs = list(legs)
    titles = _titles([leg.transaction.cause for leg in legs])
    return [
        Movement(
            id=leg.transaction_id,
            at=leg.transaction.created_at,
            title=titles.get(leg.transaction.cause, _("Coins")),
            kind=leg.transaction.kind,
            kind_words=str(CoinTransaction.Kind(leg.transaction.kind).label),
            amount=leg.amount,
        )
        for leg in legs
    ]


def _titles(causes: list[str]) -> dict[str, str]:
    awards = Award.objects.filter(pk__in=_ids(causes, "award")).select_related(
        "decision__rule", "decision__counterparty"
    )
    orders = Order.objects.filter(pk__in=_ids(causes, "order")).select_related("reward")
    titles = {award.reference: deed_words(award.decision) for award in awards}
    return titles | {order.reference: order.reward.name for order in orders}


def _ids(causes: list[str], kind: str) -> list[int]:
    return [int(number) for name, _colon, number in (cause.partition(":") for cause in causes) if name == kind]
