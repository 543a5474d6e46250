from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from apps.chat.files.day import counts_in_the_day
from apps.education.tips.deeds import tells
from apps.feedback.tickets.events import TicketsOpened
from apps.feedback.tickets.files import bytes_with_reports

counts_in_the_day("feedback", bytes_with_reports)


@tells("feedback_given", _("Feedback was given"), TicketsOpened)
def who_gave_feedback(event: TicketsOpened) -> Iterable[int]:
    return [item.reporter for item in event.items if item.reporter]
