from collections.abc import Callable, Collection
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextareaWidget

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.console.steps import WithSteps, asks
from apps.gamification.shop.models import MOST_WORDS, Order, Reward
from apps.gamification.shop.services import change_stock, fulfil_order, refund_order

STATE_STYLES = {"ordered": "warning", "fulfilled": "success", "refunded": "default", "cancelled": "default"}
STEPS = {"ordered": ("fulfil", "refund"), "fulfilled": ("refund",), "refunded": (), "cancelled": ()}
"""State of an order → what can be done with it."""


class StockForm(BaseDialogForm):
    by = forms.IntegerField(
        label=gettext_lazy("How many more"),
        help_text=gettext_lazy("Below zero takes away."),
        min_value=-100_000,
        max_value=100_000,
        widget=UnfoldAdminIntegerFieldWidget,
    )


class AnswerForm(BaseDialogForm):
    answer = forms.CharField(
        label=gettext_lazy("What the person reads"),
        help_text=gettext_lazy("For example a code, where to fetch it, or why it can't be."),
        max_length=MOST_WORDS,
        widget=UnfoldAdminTextareaWidget,
    )


class RefundForm(AnswerForm):
    """Knows in which state the order was when the dialog opened: a colleague may be at it, too."""

    seen = forms.ChoiceField(choices=Order.State.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = Order.objects.filter(pk=self.object_id).values_list("state", flat=True).first()
        self.fields["seen"].initial = state
        if state == Order.State.FULFILLED:
            self.fields["answer"].help_text = _("It was fulfilled already: the person has been told that it was.")


@admin.register(Reward)
class RewardAdmin(AuditedAdmin):
    """What the shop offers. The stock changes by steps alone, as people order at the same time."""

    list_display = ("name", "price", "stock", "per_person", "is_offered")
    list_filter = ("is_offered",)
    search_fields = ("key", "name_en", "name_zh")
    compressed_fields = False
    fields = (
        ("key", "is_offered"),
        ("price", "stock", "per_person"),
        ("name_en", "name_zh"),
        ("about_en", "about_zh"),
        ("asks_en", "asks_zh"),
    )
    actions_detail: ClassVar = ["restock"]

    def get_readonly_fields(self, request: HttpRequest, obj: Reward | None = None) -> tuple[str, ...]:
        return ("key", "stock") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        """What was ordered stays known; a reward that isn't offered is out of the shop."""
        return False

    @admin.display(description=gettext_lazy("name"))
    def name(self, reward: Reward) -> str:
        return reward.name

    @action(
        description=gettext_lazy("Change the stock"),
        url_path="restock",
        permissions=["change"],
        icon="inventory_2",
        dialog=asks(
            gettext_lazy("Change the stock"),
            gettext_lazy("Adds to what is left at this moment."),
            form=StockForm,
        ),
    )
    def restock(self, request: HttpRequest, form: StockForm, object_id: str) -> HttpResponse:
        reward = row_of(self, request, object_id)
        with telling(request):
            left = change_stock(reward=reward, by=form.cleaned_data["by"])
            messages.success(request, _("%(n)d are left now.") % {"n": left})
        return back_to(request, Reward, object_id)


@admin.register(Order)
class OrderAdmin(WithSteps, ReadOnlyAdmin):
    """What was ordered: what waits stands first, the oldest at the top."""

    list_display = ("created_at", "person", "reward", "price", "state_label", "wish", "decided_by")
    list_filter = ("state", "reward", "created_at")
    list_select_related = ("person", "reward", "decided_by")
    search_fields = ("person__name", "person__email")
    fields = ("person", "reward", "price", "state", "wish", "answer", "created_at", "decided_at", "decided_by")
    actions_detail: ClassVar = ["fulfil", "refund"]

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        waiting = Case(When(state=Order.State.ORDERED, then="pk"), default=None)
        return (waiting.asc(nulls_last=True), "-pk")

    def has_decide_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("gamification.change_order")

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_STYLES)
    def state_label(self, order: Order) -> tuple[str, str]:
        return order.state, order.get_state_display()

    def steps_of(self, row: Order) -> Collection[str]:
        return STEPS[row.state]

    @action(
        description=gettext_lazy("Fulfilled"),
        url_path="fulfil",
        permissions=["decide"],
        icon="check_circle",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("The order is fulfilled"),
            gettext_lazy("Its coins are spent then, and the person is told."),
            form=AnswerForm,
            submit=gettext_lazy("Fulfilled"),
        ),
    )
    def fulfil(self, request: HttpRequest, form: AnswerForm, object_id: str) -> HttpResponse:
        return self._decide(request, form, object_id, fulfil_order, _("Done. The person has been told."))

    @action(
        description=gettext_lazy("Give the coins back"),
        url_path="refund",
        permissions=["decide"],
        icon="undo",
        variant=ActionVariant.DANGER,
        dialog=asks(
            gettext_lazy("Give the coins back"),
            gettext_lazy("All of them, once. The person is told why."),
            form=RefundForm,
        ),
    )
    def refund(self, request: HttpRequest, form: RefundForm, object_id: str) -> HttpResponse:
        step = partial(refund_order, seen=Order.State(form.cleaned_data["seen"]))
        return self._decide(request, form, object_id, step, _("The coins are given back."))

    def _decide(
        self, request: HttpRequest, form: AnswerForm, object_id: str, step: Callable[..., Order], done: str
    ) -> HttpResponse:
        order = row_of(self, request, object_id)
        with telling(request, done):
            step(order=order, operator=person_of(request), answer=form.cleaned_data["answer"], now=timezone.now())
        return back_to(request, Order, object_id)
