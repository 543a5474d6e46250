from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.console.steps import WithSteps, asks
from apps.gamification.honours.models import Ballot, Honour, Nominee
from apps.gamification.honours.services import (
    BallotDecided,
    cancel_ballot,
    close_ballot,
    decide_ballot,
    open_ballot,
)

STYLES = {"open": "info", "closed": "success", "cancelled": "default"}
STEPS = {"open": ("close_now", "decide", "call_off"), "closed": ("decide",), "cancelled": ()}


class WhyForm(BaseDialogForm):
    why = forms.CharField(
        label=gettext_lazy("Why, as members read it"), max_length=500, widget=UnfoldAdminTextareaWidget
    )


class DecideForm(WhyForm):
    nominee = forms.TypedChoiceField(label=gettext_lazy("Who gets it"), coerce=int, widget=UnfoldAdminSelectWidget)
    field_order = ("nominee", "why")

    def __init__(self, request: HttpRequest, object_id: int | str | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, object_id, *args, **kwargs)
        nominees = Nominee.objects.filter(ballot__pk=object_id or 0).select_related("person")
        self.fields["nominee"].choices = [(nominee.pk, nominee.person.name) for nominee in nominees]


@admin.register(Honour)
class HonourAdmin(AuditedAdmin):
    """What is voted for each month. The votes open and close by the calendar; one may be opened before."""

    list_display = ("name_en", "name_zh", "deed", "points", "coins", "is_live")
    fields = (
        ("key", "position", "is_live"),
        ("name_en", "name_zh"),
        ("about_en", "about_zh"),
        "deed",
        ("points", "coins"),
        ("vote_days", "least_votes"),
    )
    actions_detail: ClassVar = ["open_now"]

    def get_readonly_fields(self, request: HttpRequest, obj: Honour | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        """One that isn't in use is voted for no more."""
        return False

    def has_open_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("gamification.change_ballot")

    @action(
        description=gettext_lazy("Let members vote now"),
        url_path="open-now",
        permissions=["open"],
        icon="how_to_vote",
        dialog=asks(
            gettext_lazy("Let members vote now"),
            gettext_lazy("About this month so far, without waiting for its end."),
            submit=gettext_lazy("Open the vote"),
        ),
    )
    def open_now(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        honour = row_of(self, request, object_id)
        now = timezone.now()
        if open_ballot(honour=honour, month=now.date(), now=now) is None:
            messages.warning(request, _("Fewer than two are to be nominated this month so far."))
        else:
            messages.success(request, _("There is a vote about this month."))
        return back_to(request, Honour, object_id)


class NomineeInline(TabularInline):
    model = Nominee
    extra = 0
    can_delete = False
    fields = ("person", "people", "votes", "has_won")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Ballot)
class BallotAdmin(WithSteps, ReadOnlyAdmin):
    """The votes. How many have voted is known at once, for whom when it is closed, and who voted for whom never."""

    list_display = ("honour", "month", "state_label", "opens_at", "closes_at", "turnout", "decided_by")
    list_filter = ("state", "honour")
    list_select_related = ("honour", "decided_by")
    inlines = (NomineeInline,)
    fields = (
        ("honour", "month", "state"),
        ("opens_at", "closes_at", "turnout"),
        ("decided_at", "decided_by"),
        "why",
    )
    actions_detail: ClassVar = ["close_now", "decide", "call_off"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ballot]:
        return super().get_queryset(request).annotate(number_of_votes=Count("votes"))

    def has_decide_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("gamification.change_ballot")

    @display(description=gettext_lazy("state"), ordering="state", label=STYLES)
    def state_label(self, ballot: Ballot) -> tuple[str, str]:
        return ballot.state, ballot.get_state_display()

    @display(description=gettext_lazy("have voted"))
    def turnout(self, ballot: Ballot) -> int:
        return getattr(ballot, "number_of_votes", 0)

    def steps_of(self, row: Ballot) -> tuple[str, ...]:
        return STEPS[row.state]

    @action(
        description=gettext_lazy("Close and count now"),
        url_path="close-now",
        permissions=["decide"],
        icon="done_all",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Close the vote and count"),
            gettext_lazy("Before its time. Whoever has the most votes gets it, and is told."),
            submit=gettext_lazy("Close the vote"),
        ),
    )
    def close_now(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        with telling(request, _("Closed and counted.")):
            if not close_ballot(
                ballot=row_of(self, request, object_id), now=timezone.now(), operator=person_of(request)
            ):
                raise BallotDecided
        return back_to(request, Ballot, object_id)

    @action(
        description=gettext_lazy("Decide otherwise"),
        url_path="decide",
        permissions=["decide"],
        icon="gavel",
        dialog=asks(
            gettext_lazy("Decide otherwise than by the count"),
            gettext_lazy("Whoever had it loses it. Members read why, in your words."),
            form=DecideForm,
            submit=gettext_lazy("Give it to them"),
        ),
    )
    def decide(self, request: HttpRequest, form: DecideForm, object_id: str) -> HttpResponse:
        ballot = row_of(self, request, object_id)
        with telling(request, _("Decided. Who gets it is told.")):
            decide_ballot(
                ballot=ballot,
                nominee_id=form.cleaned_data["nominee"],
                operator=person_of(request),
                why=form.cleaned_data["why"],
                now=timezone.now(),
            )
        return back_to(request, Ballot, object_id)

    @action(
        description=pgettext_lazy("a vote", "Call it off"),
        url_path="call-off",
        permissions=["decide"],
        icon="block",
        variant=ActionVariant.DANGER,
        dialog=asks(
            gettext_lazy("Call the vote off"),
            gettext_lazy("Nobody gets it, and what was voted is forgotten."),
            form=WhyForm,
            submit=pgettext_lazy("a vote", "Call it off"),
        ),
    )
    def call_off(self, request: HttpRequest, form: WhyForm, object_id: str) -> HttpResponse:
        with telling(request, _("Called off.")):
            cancel_ballot(
                ballot=row_of(self, request, object_id),
                operator=person_of(request),
                why=form.cleaned_data["why"],
                now=timezone.now(),
            )
        return back_to(request, Ballot, object_id)
