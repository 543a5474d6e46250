"""The kinds of rewards that a rule can give, and what becomes of them as an award settles, is taken back or given back.

Points are the award itself; every other kind registers here what it does. Its amounts are part of the award's facts.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.gamification.ledger.models import CoinAccount, CoinTransaction
from apps.gamification.ledger.services import move_coins, reverse_transaction

FACT = "rewards"
"""Under this name the facts of an award hold what it gives beside points: {"coins": 5}."""
POINTS = "points"


class RewardKind:
    """One that is counted from the awards themselves has words alone: nothing moves when it is given or taken back.
    `cause` names the award ("award:17"); an amount may be less than the rule said, as with the same person again."""

    key: str
    name: str | Promise

    def words(self, amount: int) -> str:
        """ "5 coins"."""
        raise NotImplementedError

    def give(self, *, person: User, cause: str, amount: int, now: datetime) -> None:
        """Once for each cause, whatever is asked twice."""

    def take_back(self, *, person: User | None, cause: str, amount: int, now: datetime, by: User | None) -> int:
        """`amount` is what was given at most. How much was taken."""
        return amount

    def give_again(
        self, *, person: User, cause: str, amount: int, was_held: bool, now: datetime, by: User | None
    ) -> int:
        """After a second look: what was taken back, or, where the award `was_held` and had given nothing yet, the whole
        amount. How much was given."""
        self.give(person=person, cause=cause, amount=amount, now=now)
        return amount


class Points(RewardKind):
    key = POINTS
    name = _("points")

    def words(self, amount: int) -> str:
        return ngettext("%(n)d point", "%(n)d points", amount) % {"n": amount}


class Coins(RewardKind):
    key = "coins"
    name = _("coins")

    def words(self, amount: int) -> str:
        return ngettext("%(n)d coin", "%(n)d coins", amount) % {"n": amount}

    def give(self, *, person: User, cause: str, amount: int, now: datetime) -> None:
        self._issue(person, cause, amount, now, by=None)

    def take_back(self, *, person: User | None, cause: str, amount: int, now: datetime, by: User | None) -> int:
        """What is spent stays spent; what waits in an order isn't spent."""
        entry = _standing(cause)
        if entry is None:
            return 0
        return _moved(
            reverse_transaction(
                entry=entry, kind=CoinTransaction.Kind.TAKEN_BACK, now=now, by=by, as_far_as_possible=True
            )
        )

    def give_again(
        self, *, person: User, cause: str, amount: int, was_held: bool, now: datetime, by: User | None
    ) -> int:
        last = CoinTransaction.objects.filter(cause=cause).order_by("-pk").first()
        if last is None:
            return _moved(self._issue(person, cause, amount, now, by=by)) if was_held else 0
        if last.kind == CoinTransaction.Kind.TAKEN_BACK:
            return _moved(reverse_transaction(entry=last, kind=CoinTransaction.Kind.RESTORED, now=now, by=by))
        return 0

    def _issue(self, person: User, cause: str, amount: int, now: datetime, *, by: User | None) -> CoinTransaction:
        return move_coins(
            person=person,
            source=CoinAccount.Kind.ISSUANCE,
            target=CoinAccount.Kind.AVAILABLE,
            amount=amount,
            kind=CoinTransaction.Kind.EARNED,
            key=f"settle:{cause}",
            cause=cause,
            now=now,
            by=by,
        )


def _moved(entry: CoinTransaction | None) -> int:
    return max(leg.amount for leg in entry.legs.all()) if entry else 0


def _standing(cause: str) -> CoinTransaction | None:
    """The transaction by which coins for this were given and still stand."""
    last = CoinTransaction.objects.filter(cause=cause).order_by("-pk").first()
    return last if last and last.kind in (CoinTransaction.Kind.EARNED, CoinTransaction.Kind.RESTORED) else None


KINDS: Mapping[str, RewardKind] = {kind.key: kind for kind in (Points(), Coins())}
"""What missions promise; what rules can give besides stands in `forms`."""


def beside_points(rows: list[dict[str, Any]], *, share: int = 1) -> dict[str, int]:
    """What rows of a version give beside points, each divided by `share` and rounded down; what comes to nothing is
    left out."""
    amounts = {row["kind"]: row["amount"] // share for row in rows if row["kind"] != POINTS}
    return {kind: amount for kind, amount in amounts.items() if amount}
