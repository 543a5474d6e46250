from collections.abc import Collection
from typing import Any, ClassVar
from uuid import uuid4

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
from unfold.widgets import UnfoldAdminEmailInputWidget

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import ReadOnlyAdmin
from apps.console.steps import WithSteps, asks
from apps.gamification.grants.models import Grant
from apps.gamification.grants.services import GivesToThemselves, ask_grant, decide_grant

STYLES = {"waits": "warning", "given": "success", "refused": "default"}


class GrantForm(forms.ModelForm):
    operator: ClassVar[User]
    address = forms.EmailField(label=gettext_lazy("E-mail address of the person"), widget=UnfoldAdminEmailInputWidget)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Grant
        fields = ("points", "coins", "why", "note")

    def clean_address(self) -> User:
        person = User.objects.filter(email__iexact=self.cleaned_data["address"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody with this address has an account."))
        if person == self.operator:
            raise forms.ValidationError(str(GivesToThemselves.message))
        return person


@admin.register(Grant)
class GrantAdmin(WithSteps, ReadOnlyAdmin):
    """What is given by hand. Above what one operator may give alone it waits for another one."""

    form = GrantForm
    list_display = ("asked_at", "person", "points", "coins", "why", "state_label", "asked_by", "decided_by")
    list_filter = ("state", "why", "asked_at")
    list_select_related = ("person", "asked_by", "decided_by")
    search_fields = ("person__name", "person__email")
    fields = (
        "person",
        "points",
        "coins",
        "why",
        "note",
        "state",
        "asked_by",
        "asked_at",
        "decided_by",
        "decided_at",
        "award",
    )
    actions_detail: ClassVar = ["confirm", "refuse"]

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        waiting = Case(When(state=Grant.State.WAITS, then="pk"), default=None)
        return (waiting.asc(nulls_last=True), "-pk")

    def has_add_permission(self, request: HttpRequest, *args: object) -> bool:
        return request.user.has_perm("gamification.add_grant")

    def has_decide_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("gamification.change_grant")

    def get_fields(self, request: HttpRequest, obj: Grant | None = None) -> Any:
        return self.fields if obj else ("address", "points", "coins", "why", "note", "request_id")

    def get_readonly_fields(self, request: HttpRequest, obj: Grant | None = None) -> Any:
        return self.fields if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.operator = person_of(request)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A story's page knows for whom."""
        return {"address": request.GET.get("address", "")}

    def save_model(self, request: HttpRequest, obj: Grant, form: Any, change: bool) -> None:
        grant = ask_grant(
            person_id=form.cleaned_data["address"].pk,
            operator=person_of(request),
            points=obj.points,
            coins=obj.coins,
            why=obj.why,
            note=obj.note,
            client_id=form.cleaned_data["request_id"],
            now=timezone.now(),
        )
        obj.pk = grant.pk
        obj.refresh_from_db()
        if grant.state == Grant.State.WAITS:
            messages.warning(request, _("That is more than one operator gives alone. It waits for a colleague."))

    @display(description=gettext_lazy("state"), ordering="state", label=STYLES)
    def state_label(self, grant: Grant) -> tuple[str, str]:
        return grant.state, grant.get_state_display()

    def steps_of(self, row: Grant) -> Collection[str]:
        return self.actions_detail if row.state == Grant.State.WAITS else ()

    @action(
        description=gettext_lazy("Confirm"),
        url_path="confirm",
        permissions=["decide"],
        icon="check_circle",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Give it"),
            gettext_lazy("As the second operator. The person is told."),
        ),
    )
    def confirm(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, gives=True, done=_("Given. The person is told."))

    @action(
        description=gettext_lazy("Refuse"),
        url_path="refuse",
        permissions=["decide"],
        icon="block",
        variant=ActionVariant.DANGER,
        dialog=asks(
            gettext_lazy("Don't give it"),
            gettext_lazy("Nothing is given, and the person isn't told."),
            submit=gettext_lazy("Refuse"),
        ),
    )
    def refuse(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, gives=False, done=_("Refused. Nothing is given."))

    def _decide(self, request: HttpRequest, object_id: str, *, gives: bool, done: str) -> HttpResponse:
        grant = row_of(self, request, object_id)
        with telling(request, done):
            decide_grant(grant_id=grant.pk, operator=person_of(request), gives=gives, now=timezone.now())
        return back_to(request, Grant, object_id)
