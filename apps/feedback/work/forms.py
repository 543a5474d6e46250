"""The operator's form on a ticket: every part of it is a service call, and all is checked under the ticket's lock."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldBooleanWidget,
)

from apps.accounts.models import User
from apps.errors import DomainError
from apps.feedback.tickets.lifecycle import TRANSITIONS, Status, status_after
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.text_checks import MAX_CHARACTERS, checked_optional_text
from apps.feedback.tickets.timeline import lock_ticket
from apps.feedback.topics.duplicates import duplicates_of
from apps.feedback.work.news import newest_entry, unread_news
from apps.feedback.work.services import check_work

KEEP = ""
CLASSIFIED = ("category", "severity", "area", "language", "spam")


class TicketWorkForm(forms.ModelForm):
    """An answer, a status, a note, who works on it, and corrections of what the models said."""

    reply = forms.CharField(
        label=_("Answer to the reporter"),
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
        help_text=_("They are told at once, in the product, and by e-mail if they don't read it."),
    )
    to = forms.ChoiceField(label=_("New status"), required=False, widget=UnfoldAdminSelectWidget)
    promised_day = forms.DateField(
        label=_("Next news by"),
        required=False,
        widget=UnfoldAdminSingleDateWidget,
        help_text=_("Goes with an answer; the reporter sees it as a promise."),
    )
    note = forms.CharField(
        label=_("Internal note"),
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Never shown to the reporter."),
    )

    for_all = forms.BooleanField(
        label=_("Send the answer to all who reported the same"),
        required=False,
        initial=True,
        widget=UnfoldBooleanWidget,
        help_text=_("Then it says nothing that concerns one person alone. That it is solved they hear in any case."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    target: str
    """The status that the work brings, known once the form was checked."""

    class Meta:
        model = Ticket
        fields = ("assigned_to", "category", "severity", "area", "language", "spam", "topic", "cause")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = cast(forms.ChoiceField, self.fields["to"])
        allowed = [choice for choice in Status if choice in TRANSITIONS[self.instance.status]]
        status.choices = [
            (KEEP, _("Leave it, or “answered” with an answer")),
            *((choice.value, choice.label) for choice in allowed if choice != Status.TRIAGED),
        ]
        if not duplicates_of(self.instance.pk):
            del self.fields["for_all"]
        self.fields["seen"].initial = newest_entry(self.instance)
        if not self.instance.is_case:
            self.fields.pop("cause", None)
        if assignee := self.fields.get("assigned_to"):
            people = cast("forms.ModelChoiceField[User]", assignee)
            people.queryset = User.objects.filter(is_staff=True, is_active=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticket = lock_ticket(self.instance.pk)
        for name in ("reply", "note"):
            try:
                cleaned[name] = checked_optional_text(cleaned.get(name, ""), field=name, max_characters=MAX_CHARACTERS)
            except DomainError as error:
                self.add_error(name, str(error))
        has_answer, has_promise = bool(cleaned.get("reply")), bool(cleaned.get("promised_day"))
        self.target = status_after(ticket.status, wish=cleaned.get("to", ""), has_answer=has_answer)
        try:
            check_work(
                ticket,
                to=self.target,
                has_answer=has_answer,
                has_promise=has_promise,
                cause=cleaned.get("cause") if "cause" in self.changed_data else None,
            )
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else "to", str(error))
        for name in CLASSIFIED:
            if name in self.changed_data and not cleaned.get(name) and not self.errors.get(name):
                self.add_error(name, _("Choose one of the listed values."))
        if (has_answer or self.target != ticket.status) and (
            news := unread_news(ticket, self.data.get(self.add_prefix("seen"), ""))
        ):
            self._show_as_read(ticket)
            self.add_error(None, _("Meanwhile: %(news)s Save again if yours is still right.") % {"news": news})
        return cleaned

    def _show_as_read(self, ticket: Ticket) -> None:
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = str(newest_entry(ticket))
        self.data = data
