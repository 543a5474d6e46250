"""The forms of the workspace. Each is checked while the ticket is locked, against what its operator had read."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldBooleanWidget,
)

from apps.accounts.models import User
from apps.console.colleagues import in_words
from apps.errors import DomainError
from apps.feedback.macros.models import Macro
from apps.feedback.macros.services import do_along
from apps.feedback.routing.models import Team
from apps.feedback.routing.services import give_to_team
from apps.feedback.tickets.labels import Area, Category, Cause, Severity
from apps.feedback.tickets.lifecycle import TRANSITIONS, Status, status_after
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.text_checks import MAX_CHARACTERS, checked_optional_text
from apps.feedback.tickets.timeline import lock_ticket
from apps.feedback.topics.duplicates import duplicates_of
from apps.feedback.triage.services import override_classification
from apps.feedback.work.news import newest_entry, unread_news
from apps.feedback.work.services import (
    answer_ticket,
    assign_ticket,
    check_work,
    move_ticket,
    operators,
    say_cause,
)

KEEP = ""
NOBODY = "0"


class AnswerForm(forms.Form):
    reply = forms.CharField(
        label=_("Answer to the reporter"),
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6, "data-desk-reply": ""}),
    )
    to = forms.ChoiceField(label=_("New status"), required=False, widget=UnfoldAdminSelectWidget)
    promised_day = forms.DateField(
        label=_("Next news by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Goes with an answer; the reporter sees it as a promise."),
    )
    for_all = forms.BooleanField(
        label=_("Send the answer to all who reported the same"),
        required=False,
        initial=True,
        widget=UnfoldBooleanWidget,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    macro = forms.IntegerField(required=False, widget=forms.HiddenInput)
    target: str

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        status = cast(forms.ChoiceField, self.fields["to"])
        allowed = [choice for choice in Status if choice in TRANSITIONS[ticket.status] and choice != Status.TRIAGED]
        status.choices = [
            (KEEP, _("Leave it, or “answered” with an answer")),
            *((choice.value, choice.label) for choice in allowed),
        ]
        if not duplicates_of(ticket.pk):
            del self.fields["for_all"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticket = lock_ticket(self.ticket.pk)
        try:
            reply = checked_optional_text(cleaned.get("reply", ""), field="reply", max_characters=MAX_CHARACTERS)
            cleaned["reply"] = reply
            self.target = status_after(ticket.status, wish=cleaned.get("to", ""), has_answer=bool(reply))
            check_work(ticket, to=self.target, has_answer=bool(reply), has_promise=bool(cleaned.get("promised_day")))
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
            return cleaned
        if not reply and self.target == ticket.status:
            self.add_error("reply", _("Write an answer, or choose a status."))
        elif news := unread_news(ticket, self.data.get("seen", "")):
            data = cast(QueryDict, self.data).copy()
            data["seen"] = str(newest_entry(ticket))
            self.data = data
            self.add_error(None, _("Meanwhile: %(news)s Send again if yours is still right.") % {"news": news})
        return cleaned

    def do(self, operator: User) -> None:
        """Inside the transaction in which it was checked."""
        said = self.cleaned_data
        if macro := Macro.objects.filter(pk=said["macro"], is_active=True).first() if said["macro"] else None:
            do_along(ticket_id=self.ticket.pk, operator=operator, macro=macro)
        if said["reply"]:
            answer_ticket(
                ticket_id=self.ticket.pk,
                operator=operator,
                body=said["reply"],
                to=self.target,
                promised_for=said["promised_day"],
                with_duplicates=said.get("for_all", False),
            )
        else:
            move_ticket(ticket_id=self.ticket.pk, operator=operator, to=self.target)


class SortForm(forms.Form):
    """Who works on it and what it is about. Each field brings along what was shown, so that only what this operator
    changed is done, and not over what a colleague did meanwhile."""

    assigned_to = forms.ChoiceField(label=_("Assigned to"), required=False, widget=UnfoldAdminSelectWidget)
    team = forms.ChoiceField(label=_("Team"), required=False, widget=UnfoldAdminSelectWidget)
    category = forms.ChoiceField(label=_("Category"), required=False, widget=UnfoldAdminSelectWidget)
    severity = forms.ChoiceField(label=_("Severity"), required=False, widget=UnfoldAdminSelectWidget)
    area = forms.ChoiceField(label=_("Area"), required=False, widget=UnfoldAdminSelectWidget)
    cause = forms.ChoiceField(label=_("Cause of the low score"), required=False, widget=UnfoldAdminSelectWidget)

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        if not ticket.is_case:
            del self.fields["cause"]
        people = [(str(person.pk), person.name) for person in operators()[:200]]
        if ticket.assigned_to and not any(str(ticket.assigned_to_id) == number for number, _name in people):
            people.append((str(ticket.assigned_to_id), ticket.assigned_to.name))
        choices: dict[str, list[tuple[str, Any]]] = {
            "assigned_to": [(NOBODY, _("Nobody")), *people],
            "team": [(NOBODY, _("No team")), *((str(team.pk), team.name) for team in Team.objects.all()[:100])],
            "category": Category.choices,
            "severity": Severity.choices,
            "area": Area.choices,
            "cause": Cause.choices,
        }
        for name, field in self.fields.items():
            chosen = cast(forms.ChoiceField, field)
            present = shown_value(ticket, name)
            chosen.choices = choices[name] if present else [("", "—"), *choices[name]]
            chosen.initial = present

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticket = lock_ticket(self.ticket.pk)
        self.wishes: dict[str, str] = {}
        for name in self.fields:
            value, shown = cleaned.get(name, ""), self._shown(name)
            present = shown_value(ticket, name)
            if not value or value in (shown, present):
                continue
            if present != shown:
                self.add_error(
                    name,
                    _("A colleague set this to “%(value)s” meanwhile. Choose again if yours is right.")
                    % {"value": in_words(self.fields[name], present)},
                )
            self.wishes[name] = value
        if self.errors:  # from here on what is there now counts as shown
            data = cast(QueryDict, self.data).copy()
            for name in self.fields:
                data[f"initial-{name}"] = shown_value(ticket, name)
            self.data = data
        return cleaned

    @property
    def rows(self) -> list[tuple[forms.BoundField, str, str]]:
        """Each field, and the name and value of what was shown of it."""
        return [(field, f"initial-{field.name}", self._shown(field.name)) for field in self]

    def _shown(self, name: str) -> str:
        return self.data.get(f"initial-{name}", "") if self.is_bound else shown_value(self.ticket, name)

    def do(self, operator: User) -> None:
        number = self.ticket.pk
        for name, value in sorted(
            self.wishes.items(), key=lambda wish: wish[0] != "team"
        ):  # a team takes it from its person
            if name == "assigned_to":
                to = None if value == NOBODY else User.objects.get(pk=value)
                assign_ticket(ticket_id=number, operator=operator, to=to)
            elif name == "team":
                give_to_team(ticket_id=number, operator=operator, team_id=None if value == NOBODY else int(value))
            elif name == "cause":
                say_cause(ticket_id=number, operator=operator, cause=value)
            else:
                override_classification(ticket_id=number, operator=operator, field=name, value=value)


def shown_value(ticket: Ticket, name: str) -> str:
    """What the sorting form shows of the ticket as it is."""
    if name in ("assigned_to", "team"):
        return str(getattr(ticket, f"{name}_id") or NOBODY)
    return str(getattr(ticket, name))
