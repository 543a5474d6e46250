"""Which values an action of a macro may have, and how they read."""

from typing import Any

from django.utils.translation import gettext as _

from apps.feedback.macros.models import MacroAction
from apps.feedback.routing.models import Team
from apps.feedback.tickets.labels import Area, Category, Severity
from apps.feedback.tickets.lifecycle import Status

LONGEST_PROMISE = 90
Kind = MacroAction.Kind

CHOICES: dict[str, dict[str, Any]] = {
    Kind.STATUS: {status.value: status.label for status in Status if status not in (Status.NEW, Status.TRIAGED)},
    Kind.CATEGORY: dict(Category.choices),
    Kind.SEVERITY: dict(Severity.choices),
    Kind.AREA: dict(Area.choices),
}


def problem_with(kind: str, value: str) -> str:
    """What is wrong with a value, in a sentence; empty where nothing is."""
    if kind in CHOICES and value not in CHOICES[kind]:
        return _("Write one of: %(values)s") % {"values": ", ".join(map(str, CHOICES[kind].values()))}
    if kind == Kind.PROMISE and not (_is_number(value) and 1 <= int(value) <= LONGEST_PROMISE):
        return _("Write a number of days, 1 to %(most)s.") % {"most": LONGEST_PROMISE}
    if kind == Kind.TEAM and not (_is_number(value) and Team.objects.filter(pk=int(value)).exists()):
        teams = ", ".join(f"{team.pk} ({team.name})" for team in Team.objects.all()[:20])
        return _("Write the number of a team: %(teams)s") % {"teams": teams or "–"}
    if kind == Kind.TAKE and value:
        return _("This takes no value.")
    return ""


def called(kind: str, value: str) -> str:
    """The value as operators read and write it."""
    return str(CHOICES.get(kind, {}).get(value, value))


def value_called(kind: str, name: str) -> str:
    """The value that an operator means by `name`, or by the value itself; what they wrote where it is neither."""
    name = name.strip()
    return next((value for value in CHOICES.get(kind, {}) if name.casefold() == called(kind, value).casefold()), name)


def words(action: MacroAction) -> str:
    """ "Set the area to: Conversations"."""
    value = called(action.kind, action.value)
    if action.kind == Kind.TEAM and _is_number(action.value):
        team = Team.objects.filter(pk=int(action.value)).first()
        value = team.name if team else action.value
    kind = str(action.get_kind_display())
    return f"{kind}: {value}" if value else kind


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10
