from typing import Any

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from apps.console.pages import ReadOnlyAdmin
from apps.gamification.deeds.references import reference_words
from apps.gamification.ledger.models import CoinAccount, CoinLeg, CoinTransaction, LedgerProof


class LegInline(TabularInline):
    model = CoinLeg
    extra = 0
    can_delete = False
    fields = ("account", "amount")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[CoinLeg]:
        return super().get_queryset(request).select_related("account__person")

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(CoinTransaction)
class CoinTransactionAdmin(ReadOnlyAdmin):
    """The ledger of coins: every movement, whose and for what. Nothing of it ever changes."""

    list_display = ("created_at", "person_name", "kind", "coins", "cause_words", "by")
    list_filter = ("kind", "created_at")
    list_select_related = ("by",)
    search_fields = ("legs__account__person__name", "legs__account__person__email")
    ordering = ("-pk",)
    fields = ("kind", "cause_words", "reverses", "by", "created_at")
    inlines = (LegInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CoinTransaction]:
        whose = Max("legs__account__person__name")
        return super().get_queryset(request).annotate(amount=Max("legs__amount"), whose=whose)

    @admin.display(description=_("person"))
    def person_name(self, entry: Any) -> str:
        return entry.whose or "–"

    @admin.display(description=_("coins"))
    def coins(self, entry: Any) -> int:
        return int(entry.amount or 0)

    @admin.display(description=_("cause"))
    def cause_words(self, entry: CoinTransaction) -> str:
        return reference_words(entry.cause)


@admin.register(CoinAccount)
class CoinAccountAdmin(ReadOnlyAdmin):
    """What each person has at hand, set aside and spent."""

    list_display = ("person", "kind", "balance")
    list_filter = ("kind",)
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email")
    ordering = ("-balance", "pk")
    fields = ("person", "kind", "balance")


@admin.register(LedgerProof)
class LedgerProofAdmin(ReadOnlyAdmin):
    """What the nightly proofs found."""

    list_display = ("proven_at", "verdict", "transactions", "coins", "unbalanced", "mended", "impossible")
    fields = ("proven_at", "transactions", "coins", "unbalanced", "mended", "impossible")

    @display(description=_("verdict"), label={"ok": "success", "off": "danger"})
    def verdict(self, proof: LedgerProof) -> tuple[str, str]:
        return ("ok", str(_("It adds up"))) if proof.is_clean else ("off", str(_("Something didn't fit")))
