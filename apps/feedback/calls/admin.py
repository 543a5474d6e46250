from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from apps.accounts.people.access import person_of
from apps.console.pages import ReadOnlyAdmin
from apps.errors import DomainError
from apps.feedback.calls.models import Call
from apps.feedback.calls.services import log_call, read_number
from apps.feedback.tickets.models import Channel
from apps.feedback.tickets.searching import SearchedTickets
from apps.feedback.tickets.text_checks import MAX_CHARACTERS, checked_optional_text, checked_text
from apps.feedback.tickets.wording import headline


class CallForm(forms.ModelForm):
    """Everything is checked here, so that saving can't refuse but for limits."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    caller = forms.CharField(label=_("Name"), max_length=100, required=False, widget=UnfoldAdminTextInputWidget)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, widget=UnfoldAdminTextInputWidget)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=UnfoldAdminEmailInputWidget,
        help_text=_("Then our answers reach them by letter, with a link to follow it."),
    )
    spoken = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=UnfoldAdminSelectWidget)
    words = forms.CharField(label=_("What they said"), strip=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}))
    answer = forms.CharField(
        label=_("What you told them"),
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("If that answered it. It counts as our answer."),
    )

    class Meta:
        model = Call
        fields = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        checks = {
            "words": lambda text: checked_text(text),
            "answer": lambda text: checked_optional_text(text, field="answer", max_characters=MAX_CHARACTERS),
            "phone": read_number,
        }
        for name, check in checks.items():
            try:
                cleaned[name] = check(cleaned.get(name, ""))
            except DomainError as error:
                self.add_error(name, str(error))
        if not (cleaned.get("phone") or cleaned.get("email") or self.errors):
            self.add_error("phone", _("A number or an e-mail address, so that the caller can be answered."))
        return cleaned


@admin.register(Call)
class CallAdmin(SearchedTickets, ReadOnlyAdmin):
    """Calls that were written down. Each is a ticket like any other."""

    list_display = ("said", "correspondent", "status", "assigned_to", "created_at")
    list_display_links = ("said",)
    list_select_related = ("correspondent", "assigned_to")
    list_filter = ("status",)
    ordering: ClassVar = ["-pk"]
    form = CallForm

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(channel=Channel.CALL)

    def has_add_permission(self, request: HttpRequest, *args: object) -> bool:
        return request.user.has_perm("feedback.add_call")

    def get_fields(self, request: HttpRequest, obj: Call | None = None) -> Any:
        if obj is not None:
            return ("body", "correspondent", "status", "assigned_to", "created_at")
        return ("client_id", ("caller", "spoken"), ("phone", "email"), "words", "answer")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"client_id": uuid4()}

    def save_model(self, request: HttpRequest, obj: Call, form: Any, change: bool) -> None:
        said = form.cleaned_data
        ticket = log_call(
            operator=person_of(request),
            client_id=said["client_id"],
            body=said["words"],
            name=said["caller"],
            language=said["spoken"],
            phone=said["phone"],
            email=said["email"],
            answer=said["answer"],
        )
        obj.pk = ticket.pk
        obj.refresh_from_db()

    @display(description=_("call"), ordering="pk")
    def said(self, call: Call) -> str:
        return f"#{call.pk} {headline(call)}"
