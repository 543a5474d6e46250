"""The timeline in words, for the reporter and for the console, in the language of the moment."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.feedback.lifecycle import Status
from apps.feedback.models import Area, Category, Channel, EntryKind, Field, Ticket, TicketEntry

HEADLINE_CHARACTERS = 90

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


def headline(ticket: Ticket) -> str:
    """The beginning of what was written, on one line."""
    if text := " ".join(ticket.body[:400].split()):
        return Truncator(text).chars(HEADLINE_CHARACTERS)
    if ticket.channel == Channel.RATING:
        return _("Your low rating of a conversation")
    return _("Feedback #%(number)s") % {"number": ticket.pk}


def lines(ticket: Ticket, entries: list[TicketEntry]) -> list[Line]:
    return [_line(ticket, entry) for entry in entries]


def _line(ticket: Ticket, entry: TicketEntry) -> Line:
    icon, style = _LOOKS.get(entry.kind, ("circle", ""))
    if entry.kind == EntryKind.STATUS and entry.status == Status.SOLVED:
        icon, style = "circle-check", "good"
    return Line(
        title=_title(ticket, entry),
        text=ticket.body if entry.kind == EntryKind.OPENED else entry.body,
        at=entry.created_at,
        icon=icon,
        style=style,
        promised_for=entry.promised_for,
        is_public=entry.is_public,
    )


_LOOKS: dict[str, tuple[str, str]] = {
    EntryKind.OPENED: ("send", "accent"),
    EntryKind.TRIAGED: ("tags", ""),
    EntryKind.STATUS: ("arrow-right", ""),
    EntryKind.REPLY: ("message-circle-reply", "good"),
    EntryKind.COMMENT: ("send", "accent"),
    EntryKind.STILL_OPEN: ("hourglass", "promise"),
    EntryKind.FIXED: ("circle-check", "good"),
    EntryKind.NOT_FIXED: ("rotate-ccw", ""),
    EntryKind.NOTE: ("sticky-note", ""),
    EntryKind.ASSIGNED: ("user-check", ""),
    EntryKind.CORRECTED: ("pencil", ""),
    EntryKind.DUPLICATE: ("copy", ""),
}


def _title(ticket: Ticket, entry: TicketEntry) -> str:
    name = str(entry.author) if entry.author else _("Rapport")
    status = str(Status(entry.status).label) if entry.status else ""
    match entry.kind:
        case EntryKind.OPENED if ticket.channel == Channel.RATING and ticket.rating:
            return _("You rated a conversation with %(stars)s of 5 stars") % {"stars": ticket.rating.stars}
        case EntryKind.OPENED:
            return _("You wrote to us")
        case EntryKind.TRIAGED:
            return _sorted_words(entry)
        case EntryKind.REPLY:
            return _("%(name)s answered") % {"name": name}
        case EntryKind.COMMENT:
            return _("You replied")
        case EntryKind.STILL_OPEN:
            return _("Not solved yet, and not forgotten. It's back on top of our list.")
        case EntryKind.FIXED:
            return _("You said: fixed for me. Thank you.")
        case EntryKind.NOT_FIXED:
            return _("You said: not fixed. It's open again.")
        case EntryKind.NOTE:
            return _("Note by %(name)s") % {"name": name}
        case EntryKind.ASSIGNED:
            return _("Assigned by %(name)s") % {"name": name}
        case EntryKind.CORRECTED:
            return _("%(name)s set %(field)s to “%(value)s”") % {
                "name": name,
                "field": Field(entry.facts["field"]).label,
                "value": entry.facts["to"],
            }
        case EntryKind.DUPLICATE if entry.facts.get("is_duplicate"):
            return _("%(name)s: says the same as #%(number)s") % {"name": name, "number": entry.facts["other"]}
        case EntryKind.DUPLICATE:
            return _("%(name)s: doesn't say the same as #%(number)s") % {"name": name, "number": entry.facts["other"]}
        case _:
            return status


def _sorted_words(entry: TicketEntry) -> str:
    category, area = entry.facts.get("category"), entry.facts.get("area")
    if not category or not area:
        return _("Sorted. A person looks at it.")
    return _("Sorted: %(category)s · %(area)s") % {
        "category": Category(category).label,
        "area": Area(area).label,
    }


def promise_words(day: date) -> str:
    return _("Next news by %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
