"""The only door to the ledger of coins. Every transaction is keyed: what is asked twice happens once."""

from datetime import datetime
from typing import Protocol

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict
from apps.gamification.ledger.models import CoinAccount, CoinLeg, CoinTransaction

Kind = CoinTransaction.Kind
Pocket = CoinAccount.Kind


class NotEnoughCoins(Conflict):
    code = "not_enough_coins"
    message = _("You don't have enough coins for that.")


class Release(Protocol):
    def __call__(self, *, person_id: int, missing: int, by: User | None, now: datetime) -> None: ...


_releases: list[Release] = []


def register_release(release: Release) -> None:
    """Who sets coins aside registers how they come back to the pocket at hand when `missing` coins are called for."""
    _releases.append(release)


@transaction.atomic
def move_coins(
    *,
    person: User,
    source: Pocket,
    target: Pocket,
    amount: int,
    kind: Kind,
    key: str,
    cause: str,
    now: datetime,
    by: User | None = None,
) -> CoinTransaction:
    """Moves `amount` > 0 coins of a person from one of their pockets to another; with a key that was used before, gives
    the transaction of that time. Raises NotEnoughCoins."""
    pockets = _lock_pockets(person.pk, source, target)
    if known := CoinTransaction.objects.filter(key=key).first():
        return known
    try:
        with transaction.atomic():
            return _post(pockets[source], pockets[target], amount, kind=kind, key=key, cause=cause, now=now, by=by)
    except IntegrityError:
        # Somebody else's accounts are behind another lock: the key alone tells then.
        return CoinTransaction.objects.get(key=key)


@transaction.atomic
def reverse_transaction(
    *,
    entry: CoinTransaction,
    kind: Kind,
    now: datetime,
    by: User | None = None,
    as_far_as_possible: bool = False,
) -> CoinTransaction | None:
    """Moves the coins of a transaction back. None when that was done before, or its person is erased. Raises
    NotEnoughCoins when they are spent; `as_far_as_possible` takes what is left instead, also of what is set aside and
    not spent yet, and None where nothing is. The caller holds the person's lock then."""
    legs = {leg.amount > 0: leg for leg in entry.legs.select_related("account")}
    source, target = legs[True].account, legs[False].account
    if source.person_id is None:
        return None
    if as_far_as_possible and source.kind == Pocket.AVAILABLE and source.balance < legs[True].amount:
        if CoinTransaction.objects.filter(reverses=entry).exists():
            return None
        for release in _releases:
            release(person_id=source.person_id, missing=legs[True].amount - source.balance, by=by, now=now)
    pockets = _lock_pockets(source.person_id, Pocket(source.kind), Pocket(target.kind))
    if CoinTransaction.objects.filter(reverses=entry).exists():
        return None
    source, target = pockets[Pocket(source.kind)], pockets[Pocket(target.kind)]
    amount = legs[True].amount
    if as_far_as_possible and source.kind != Pocket.ISSUANCE:
        amount = min(amount, source.balance)
    if amount == 0:
        return None
    key = f"reverse:{entry.pk}"
    return _post(source, target, amount, kind=kind, key=key, cause=entry.cause, now=now, by=by, reverses=entry)


def _lock_pockets(person: int, *kinds: Pocket) -> dict[Pocket, CoinAccount]:
    """Holds these accounts until the transaction ends, in one order everywhere; makes those that are missing."""
    accounts = CoinAccount.objects.select_for_update().filter(person=person, kind__in=kinds).order_by("pk")
    found = list(accounts)
    if len(found) < len(set(kinds)):
        wanted = [CoinAccount(person_id=person, kind=kind) for kind in Pocket]
        CoinAccount.objects.bulk_create(wanted, ignore_conflicts=True)
        found = list(accounts.all())
    return {Pocket(account.kind): account for account in found}


def _post(
    source: CoinAccount,
    target: CoinAccount,
    amount: int,
    *,
    kind: Kind,
    key: str,
    cause: str,
    now: datetime,
    by: User | None,
    reverses: CoinTransaction | None = None,
) -> CoinTransaction:
    assert amount > 0, amount
    entry = CoinTransaction.objects.create(key=key, kind=kind, cause=cause, reverses=reverses, by=by, created_at=now)
    CoinLeg.objects.bulk_create(
        [
            CoinLeg(transaction=entry, account=source, amount=-amount),
            CoinLeg(transaction=entry, account=target, amount=amount),
        ]
    )
    try:
        with transaction.atomic():
            for account, change in ((source, -amount), (target, amount)):
                CoinAccount.objects.filter(pk=account.pk).update(balance=F("balance") + change)
    except IntegrityError as error:
        raise NotEnoughCoins from error
    return entry
