"""The timeline in words, for the reporter and for the console, in the language of the moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.feedback.tickets.labels import Area, Category, Cause, Field, Language, Mood, Severity, SpamBand
from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.models import Channel, EntryKind, Ticket, TicketEntry
from apps.ui.bilingual import in_language

HEADLINE_CHARACTERS = 90
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
MARKS_PILED_UP = re.compile(f"({_MARKS}{{2}}){_MARKS}+")

STATUS_STYLES: dict[str, str] = {
    Status.NEW: "info",
    Status.TRIAGED: "info",
    Status.IN_PROGRESS: "accent",
    Status.ANSWERED: "good",
    Status.SOLVED: "good",
    Status.DECLINED: "",
    Status.REOPENED: "warn",
}


@dataclass(frozen=True)
class Line:
    """One entry as it is shown. `style` is one of the timeline's kinds, `icon` one of the outline set."""

    title: str
    text: str
    at: datetime
    icon: str
    style: str
    promised_for: date | None
    is_public: bool


def headline(ticket: Ticket, *, characters: int = HEADLINE_CHARACTERS) -> str:
    """The beginning of what was written, on one line, without marks piled on a letter: a list has room for one line."""
    if text := " ".join(MARKS_PILED_UP.sub(r"\1", ticket.body[:400]).split()):
        return Truncator(text).chars(characters)
    if ticket.channel == Channel.RATING:
        return _("Your low rating of a conversation")
    return _("Feedback #%(number)s") % {"number": ticket.pk}


def lines(ticket: Ticket, entries: list[TicketEntry]) -> list[Line]:
    """The timeline as its reporter reads it."""
    return [_line(ticket, entry, _title(ticket, entry)) for entry in entries]


def team_lines(ticket: Ticket, entries: list[TicketEntry]) -> list[Line]:
    """The timeline as operators read it."""
    return [_line(ticket, entry, _team_title(entry)) for entry in entries]


def _line(ticket: Ticket, entry: TicketEntry, title: str) -> Line:
    icon, style = _LOOKS.get(entry.kind, ("circle", ""))
    if entry.kind == EntryKind.STATUS and entry.status == Status.SOLVED:
        icon, style = "circle-check", "good"
    return Line(
        title=title,
        text=ticket.body if entry.kind == EntryKind.OPENED else entry.body,
        at=entry.created_at,
        icon=icon,
        style=style,
        promised_for=entry.promised_for,
        is_public=entry.is_public,
    )


CAUSE = "cause"
_VALUES: dict[str, Iterable[Any]] = {
    Field.CATEGORY: Category,
    Field.SEVERITY: Severity,
    Field.AREA: Area,
    Field.SPAM: SpamBand,
    Field.LANGUAGE: Language,
    Field.SENTIMENT: Mood,
    CAUSE: Cause,
}

_LOOKS: dict[str, tuple[str, str]] = {
    EntryKind.OPENED: ("send", "accent"),
    EntryKind.TRIAGED: ("tags", ""),
    EntryKind.STATUS: ("arrow-right", ""),
    EntryKind.REPLY: ("message-circle-reply", "good"),
    EntryKind.COMMENT: ("send", "accent"),
    EntryKind.STILL_OPEN: ("hourglass", "promise"),
    EntryKind.FIXED: ("circle-check", "good"),
    EntryKind.NOT_FIXED: ("rotate-ccw", ""),
    EntryKind.RATED: ("star", "accent"),
    EntryKind.NOTE: ("sticky-note", ""),
    EntryKind.ASSIGNED: ("user-check", ""),
    EntryKind.CORRECTED: ("pencil", ""),
    EntryKind.DUPLICATE: ("copy", ""),
}


_BY_REPORTER = frozenset({EntryKind.OPENED, EntryKind.COMMENT, EntryKind.FIXED, EntryKind.NOT_FIXED, EntryKind.RATED})


def _title(ticket: Ticket, entry: TicketEntry) -> str:
    """To the reporter, who is "you"."""
    match entry.kind:
        case EntryKind.OPENED if ticket.channel == Channel.RATING and ticket.rating:
            return _("You rated a conversation with %(stars)s of 5 stars") % {"stars": ticket.rating.stars}
        case EntryKind.OPENED:
            return _("You wrote to us")
        case EntryKind.COMMENT:
            return _("You replied")
        case EntryKind.FIXED:
            return _("You said: fixed for me. Thank you.")
        case EntryKind.NOT_FIXED:
            return _("You said: not fixed. It's open again.")
        case EntryKind.RATED:
            return _("You gave our help %(stars)s of 5 stars") % {"stars": entry.facts.get("stars")}
        case EntryKind.DUPLICATE:
            return _("Others told us the same. You hear from us as soon as it's solved.")
        case _:
            return _title_of_ours(entry)


def _team_title(entry: TicketEntry) -> str:
    """To operators, for whom everybody has a name."""
    correspondent = entry.ticket.correspondent if entry.kind in _BY_REPORTER else None
    name, facts = str(correspondent) if correspondent else _name_of(entry), entry.facts
    match entry.kind:
        case EntryKind.OPENED:
            return _("%(name)s told us") % {"name": name}
        case EntryKind.COMMENT:
            return _("%(name)s replied") % {"name": name}
        case EntryKind.FIXED:
            return _("%(name)s said: fixed for me") % {"name": name}
        case EntryKind.NOT_FIXED:
            return _("%(name)s said: not fixed") % {"name": name}
        case EntryKind.RATED:
            return _("%(name)s gave our help %(stars)s of 5 stars") % {"name": name, "stars": facts.get("stars")}
        case EntryKind.NOTE if "offered" in facts:
            return _("The help offered “%(article)s”: they need a person") % {"article": in_language(*facts["offered"])}
        case EntryKind.NOTE:
            return _("Note by %(name)s") % {"name": name}
        case EntryKind.ASSIGNED if "late" in facts:
            team = in_language(*facts["team_names"])
            return _("Overdue: handed on to %(team)s") % {"team": team}
        case EntryKind.ASSIGNED if facts.get("as_case"):
            return _("Given to one of its team, since a low score needs an owner")
        case EntryKind.ASSIGNED:
            return _("%(name)s changed who works on it") % {"name": name}
        case EntryKind.CORRECTED:
            value = value_words(facts["field"], facts["to"])
            field = _("cause of the low score") if facts["field"] == CAUSE else Field(facts["field"]).label
            return _("%(name)s set “%(field)s” to “%(value)s”") % {"name": name, "field": field, "value": value}
        case EntryKind.DUPLICATE if facts.get("is_duplicate"):
            return _("%(name)s: says the same as #%(number)s") % {"name": name, "number": facts["other"]}
        case EntryKind.DUPLICATE:
            return _("%(name)s: doesn't say the same as #%(number)s") % {"name": name, "number": facts["other"]}
        case EntryKind.STATUS:
            return _("%(name)s: %(status)s") % {"name": name, "status": Status(entry.status).label}
        case _:
            return _title_of_ours(entry)


def _title_of_ours(entry: TicketEntry) -> str:
    """What we did, which reads the same for both."""
    match entry.kind:
        case EntryKind.TRIAGED:
            return _sorted_words(entry)
        case EntryKind.REPLY:
            return _("%(name)s answered") % {"name": _name_of(entry)}
        case EntryKind.STILL_OPEN:
            return _("Not solved yet, and not forgotten. A person is to look at it again.")
        case _:
            return str(Status(entry.status).label) if entry.status else ""


def _sorted_words(entry: TicketEntry) -> str:
    category, area = entry.facts.get("category"), entry.facts.get("area")
    if entry.facts.get("language") == Language.OTHER:
        return _("We read Chinese and English. A person takes the time to understand what you wrote.")
    if not category or not area:
        return _("Sorted. A person looks at it.")
    return _("Sorted: %(category)s · %(area)s") % {
        "category": Category(category).label,
        "area": Area(area).label,
    }


def _name_of(entry: TicketEntry) -> str:
    return str(entry.author) if entry.author else _("Somebody who left")


def value_words(field: str, value: str) -> str:
    """A verdict's value as people say it."""
    labels = {choice.value: choice.label for choice in _VALUES.get(field, ())}
    return str(labels.get(value, value))


def value_name(value: str) -> str:
    """The same where the field isn't known; the value itself where no field has it."""
    return next(
        (str(choice.label) for choices in _VALUES.values() for choice in choices if choice.value == value), value
    )


def promise_words(day: date) -> str:
    return _("Next news by %(day)s") % {"day": date_format(day, _("j F"))}
