"""What is kept of a correspondent, for them to read."""

from typing import Any

from apps.accounts.privacy.registry import rows
from apps.feedback.correspondents.models import Correspondent
from apps.feedback.letters.models import Letter
from apps.feedback.tickets.models import Ticket, TicketEntry, TicketFile

TICKET = ("id", "body", "page", "channel", "status", "category", "client_version", "stars", "created_at", "solved_at")


def kept_of(correspondent: Correspondent) -> dict[str, Any]:
    told = Ticket.objects.of(correspondent)
    entries = TicketEntry.objects.filter(ticket__in=told, is_public=True)
    known = Correspondent.objects.filter(pk=correspondent.pk)
    letters = Letter.objects.filter(correspondent=correspondent)
    return {
        "correspondent": list(
            rows(known, "channel", "address", "handle", "name", "language", "created_at", "proven_at")
        ),
        "tickets": list(rows(told, *TICKET)),
        "timeline": list(rows(entries, "ticket_id", "kind", "body", "status", "created_at")),
        "letters": list(rows(letters, "ticket_id", "is_ours", "subject", "message_id", "created_at", "sent_at")),
        "files": list(rows(TicketFile.objects.filter(ticket__in=told), "ticket_id", "name", "size", "created_at")),
    }
