from django.db.models import QuerySet

from apps.accounts.models import User
from apps.gamification.ledger.models import CoinAccount, CoinLeg

Pocket = CoinAccount.Kind


def coins_of(person: User) -> dict[str, int]:
    """What is at hand, set aside for orders, and spent."""
    found = dict(CoinAccount.objects.filter(person=person).values_list("kind", "balance"))
    return {kind: found.get(kind, 0) for kind in (Pocket.AVAILABLE, Pocket.ESCROW, Pocket.SPENT)}


def movements(person: User) -> QuerySet[CoinLeg]:
    """What changed the coins at hand of a person, newest first."""
    legs = CoinLeg.objects.filter(account__person=person, account__kind=Pocket.AVAILABLE)
    return legs.select_related("transaction").order_by("-pk")
