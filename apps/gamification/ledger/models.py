from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet


class CoinAccount(models.Model):
    """One pocket of one person. Coins come from `issuance`, which alone goes below zero; are spent through `escrow`.

    `balance` is the sum of the legs, kept in step with each transaction and proven each night. `person` becomes null
    when they are erased; the account keeps its number, so that all sums stay right.
    """

    class Kind(models.TextChoices):
        ISSUANCE = "issuance", _("given out")
        AVAILABLE = "available", _("at hand")
        ESCROW = "escrow", _("set aside for orders")
        SPENT = "spent", _("spent")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="coin_accounts", verbose_name=_("person")
    )
    kind = models.CharField(_("kind of account"), max_length=10, choices=Kind.choices)
    balance = models.BigIntegerField(_("balance"), default=0)

    class Meta:
        verbose_name = _("coin account")
        verbose_name_plural = _("coin accounts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_account_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(balance__gte=0) | models.Q(kind="issuance"), name="no_coins_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or '–'} · {self.get_kind_display()}"


class CoinTransaction(AppendOnly):
    """Coins that went from one account to another. Undone by another transaction, which `reverses` this one: once.

    `cause` is what it was for ("award:17", "order:4"); `key` makes it happen once, whatever is delivered twice.
    """

    class Kind(models.TextChoices):
        EARNED = "earned", _("earned")
        TAKEN_BACK = "taken_back", _("taken back")
        RESTORED = "restored", _("given back after a second look")
        ORDERED = "ordered", _("set aside for an order")
        FULFILLED = "fulfilled", _("paid for an order")
        REFUNDED = "refunded", _("given back for an order")

    key = models.CharField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    cause = models.CharField(_("cause"), max_length=80)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("created"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("coin transaction")
        verbose_name_plural = _("coin transactions")
        indexes: ClassVar = [models.Index(fields=["cause"], name="coins_by_cause")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.pk}"


class CoinLeg(AppendOnly):
    """What one transaction did to one account. The two legs of a transaction sum to zero, which the database sees to
    (`triggers.py`)."""

    transaction = models.ForeignKey(
        CoinTransaction, models.PROTECT, related_name="legs", verbose_name=_("coin transaction")
    )
    account = models.ForeignKey(CoinAccount, models.PROTECT, related_name="legs", verbose_name=_("coin account"))
    amount = models.BigIntegerField(_("coins"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("leg")
        verbose_name_plural = _("legs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transaction", "account"], name="one_leg_per_account"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="no_leg_of_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+d}"


class LedgerProof(models.Model):
    """What a nightly proof of the ledger found."""

    proven_at = models.DateTimeField(_("proven"), db_index=True)
    transactions = models.PositiveBigIntegerField(_("transactions"))
    coins = models.BigIntegerField(_("coins in people's hands"))
    unbalanced = models.PositiveIntegerField(_("transactions that don't sum to zero"), default=0)
    mended = models.PositiveIntegerField(_("balances that were off and were mended"), default=0)
    impossible = models.PositiveIntegerField(_("balances that can't be mended"), default=0)

    class Meta:
        verbose_name = _("proof of the ledger")
        verbose_name_plural = _("proofs of the ledger")
        ordering: ClassVar = ["-proven_at"]

    def __str__(self) -> str:
        return f"{self.proven_at:%Y-%m-%d}"

    @property
    def is_clean(self) -> bool:
        return not (self.unbalanced or self.mended or self.impossible)
