"""The nightly proof of the ledger: every transaction sums to zero, every balance is the sum of its legs."""

import logging
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from apps.gamification.ledger.models import CoinAccount, CoinLeg, CoinTransaction, LedgerProof

logger = logging.getLogger(__name__)
BATCH = 1000
KEPT = 90
"""Proofs that are kept."""


def prove_ledger(*, now: datetime) -> LedgerProof:
    """Counts what doesn't fit, sets balances that are off to the sum of their legs, and logs each as an error: it can't
    happen. What would leave a balance below zero can only be told."""
    bad = _unbalanced()
    if bad:
        logger.error("%s coin transactions don't sum to zero.", bad)
    mended = impossible = last = 0
    while batch := list(_with_sums().filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        for account in batch:
            if account.balance != account.total:
                is_mended = _mend(account.pk)
                mended += is_mended is True
                impossible += is_mended is False
    at_hand = CoinAccount.objects.filter(kind__in=[CoinAccount.Kind.AVAILABLE, CoinAccount.Kind.ESCROW])
    proof = LedgerProof.objects.create(
        proven_at=now,
        transactions=CoinTransaction.objects.count(),
        coins=at_hand.aggregate(total=Sum("balance"))["total"] or 0,
        unbalanced=bad,
        mended=mended,
        impossible=impossible,
    )
    old = LedgerProof.objects.order_by("-proven_at").values_list("pk", flat=True)[KEPT : KEPT + BATCH]
    LedgerProof.objects.filter(pk__in=list(old)).delete()
    return proof


def _unbalanced() -> int:
    sums = CoinLeg.objects.values("transaction").annotate(total=Sum("amount"), legs=Count("pk"))
    bad = sums.filter(~Q(total=0) | ~Q(legs=2)).count()
    return bad + CoinTransaction.objects.filter(legs=None).count()


def _with_sums() -> QuerySet[Any]:
    return CoinAccount.objects.annotate(total=Coalesce(Sum("legs__amount"), 0))


@transaction.atomic
def _mend(account_id: int) -> bool | None:
    """Looks again under the lock: a transaction may have come in between. None when it fits after all."""
    CoinAccount.objects.select_for_update().get(pk=account_id)
    account = _with_sums().get(pk=account_id)
    if account.balance == account.total:
        return None
    logger.error("The balance of coin account %s is off by %s.", account.pk, account.balance - account.total)
    try:
        with transaction.atomic():
            CoinAccount.objects.filter(pk=account.pk).update(balance=account.total)
    except IntegrityError:
        return False
    return True
