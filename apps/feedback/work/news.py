"""What happened on a ticket since an operator opened it."""

from django.utils.text import Truncator

from apps.feedback.tickets.models import EntryKind, Ticket
from apps.feedback.tickets.wording import team_lines

MAX_DIGITS = 18
SILENT = frozenset({EntryKind.TRIAGED, EntryKind.CORRECTED, EntryKind.ASSIGNED, EntryKind.DUPLICATE})
"""Lines that change nothing about what one would answer."""


def unread_news(ticket: Ticket, seen: str) -> str:
    """What came after the line with the number `seen`, in a sentence or more; empty where nothing did, or where what
    the browser sent is no number."""
    if not (seen.isascii() and seen.isdecimal()) or len(seen) > MAX_DIGITS:
        return ""
    entries = list(ticket.entries.filter(pk__gt=int(seen)).exclude(kind__in=SILENT).select_related("author")[:3])
    return " ".join(
        f"{line.title.rstrip('.')}{f': {Truncator(line.text).chars(200)}' if line.text else ''}."
        for line in team_lines(ticket, entries)
    )


def newest_entry(ticket: Ticket) -> int:
    return ticket.entries.order_by("-pk").values_list("pk", flat=True).first() or 0
