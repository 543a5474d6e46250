from django.utils import timezone

from apps.events.registry import handles
from apps.feedback.letters.outgoing import tell_by_letter
from apps.feedback.tickets.events import CorrespondentTold


@handles(CorrespondentTold)
def write_to_correspondent(event: CorrespondentTold) -> None:
    tell_by_letter(entry_id=event.entry, about=event.about, now=timezone.now())
