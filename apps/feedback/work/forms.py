"""The operator's form on a ticket: every part of it is a service call, and all is checked under the ticket's lock."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminSingleDateWidget, UnfoldAdminTextareaWidget

from apps.accounts.models import User
from apps.errors import DomainError
from apps.feedback.tickets.lifecycle import TRANSITIONS, Status, check_move
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.text_checks import checked_optional_text
from apps.feedback.tickets.timeline import lock_ticket

KEEP = ""
CLASSIFIED = ("category", "severity", "area", "language", "spam")
REPLY_FIRST = frozenset({Status.ANSWERED, Status.DECLINED})


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

    class Meta:
        model = Ticket
        fields = ("assigned_to", "category", "severity", "area", "language", "spam", "topic")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = cast(forms.ChoiceField, self.fields["to"])
        allowed = [choice for choice in Status if choice in TRANSITIONS[self.instance.status]]
        status.choices = [
            (KEEP, _("Leave it, or “answered” with an answer")),
            *((choice.value, choice.label) for choice in allowed if choice != Status.TRIAGED),
        ]
        if assignee := self.fields.get("assigned_to"):
            people = cast("forms.ModelChoiceField[User]", assignee)
            people.queryset = User.objects.filter(is_staff=True, is_active=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticket = lock_ticket(self.instance.pk)
        for name, limit in (("reply", 8000), ("note", 8000)):
            try:
                cleaned[name] = checked_optional_text(cleaned.get(name, ""), field=name, max_characters=limit)
            except DomainError as error:
                self.add_error(name, str(error))
        target = self.target(ticket.status)
        if target and target != ticket.status:
            try:
                check_move(ticket.status, target)
            except DomainError as error:
                self.add_error("to", str(error))
        if target in REPLY_FIRST and target != ticket.status and not cleaned.get("reply"):
            self.add_error("reply", _("Write to the reporter: an answer and a “no” need words."))
        if cleaned.get("promised_day") and not cleaned.get("reply"):
            self.add_error("promised_day", _("A promise goes with an answer: write one."))
        for name in CLASSIFIED:
            if name in self.changed_data and not cleaned.get(name) and not self.errors.get(name):
                self.add_error(name, _("Choose one of the listed values."))
        return cleaned

    def target(self, status: str) -> str:
        """The status asked for; with an answer and no wish, the one that an answer brings. Empty: nothing changes."""
        if wish := self.cleaned_data.get("to"):
            return wish
        if not self.cleaned_data.get("reply"):
            return ""
        return status if status in {Status.IN_PROGRESS, Status.SOLVED, Status.DECLINED} else Status.ANSWERED
