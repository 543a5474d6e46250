"""What people said of tickets, as training reads it."""

import zlib
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from apps.feedback.examples.reports import LEARNT
from apps.feedback.ledger.models import BlindLabel
from apps.feedback.ledger.sampling import FIELDS
from apps.feedback.tickets.models import Ticket
from apps.feedback.triage.models import Classification, Source

MOST = 4_000


@dataclass(frozen=True)
class Labelled:
    ticket: int
    text: str
    page: str
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def is_held_out(self) -> bool:
        """One half, the same for ever, is never learnt from. Tickets with one text are in one half."""
        return zlib.crc32(" ".join(self.text.split()).encode("utf-8", "replace")) % 2 == 1


def labelled_tickets() -> list[Labelled]:
    """The newest tickets of which a person said something, up to 4,000. What was erased has no text and isn't there.
    An operator's correction at work counts before a blind label: it was made with more before one's eyes."""
    corrected = Classification.objects.filter(ticket=OuterRef("pk"), field__in=LEARNT, source=Source.PERSON)
    blind = BlindLabel.objects.filter(sampled__ticket=OuterRef("pk"))
    tickets = Ticket.objects.filter(Q(Exists(corrected)) | Q(Exists(blind)), rating=None).exclude(body="")
    rows = {
        number: Labelled(number, body, page)
        for number, body, page in tickets.order_by("-pk").values_list("pk", "body", "page")[:MOST]
    }
    numbers = list(rows)
    for label in BlindLabel.objects.filter(sampled__ticket__in=numbers).order_by("-pk").select_related("sampled"):
        said = {name: getattr(label, name) for name in FIELDS if getattr(label, name)}
        rows[label.sampled.ticket_id].labels.update(said)
    by_people = Classification.objects.filter(ticket__in=numbers, field__in=LEARNT, source=Source.PERSON)
    for number, name, value in by_people.order_by("pk").values_list("ticket_id", "field", "value"):
        rows[number].labels[name] = value
    return [row for row in rows.values() if row.labels]
