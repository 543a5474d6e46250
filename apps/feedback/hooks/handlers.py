from django.utils import timezone

from apps.events.registry import handles
from apps.feedback.hooks.outgoing import answer_by_hook
from apps.feedback.tickets.events import CorrespondentTold


@handles(CorrespondentTold)
def send_it_the_way_theirs_came(event: CorrespondentTold) -> None:
    answer_by_hook(entry_id=event.entry, about=event.about, now=timezone.now())
