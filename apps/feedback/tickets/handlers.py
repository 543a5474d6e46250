from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from apps.education.tips.deeds import tells
from apps.feedback.tickets.events import TicketOpened


@tells("feedback_given", _("Feedback was given"), TicketOpened)
def who_gave_feedback(event: TicketOpened) -> Iterable[int]:
    return [event.reporter] if event.reporter else []
