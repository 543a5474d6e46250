"""What a rule would do, said in moments."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.feedback.routing.models import RoutingRule

FRIDAY = 4
EVENING = (17, 50)
MOMENT = "D j M H:i"


def examples(rule: RoutingRule, *, now: datetime) -> list[str]:
    """A sentence for a ticket that arrives now, and one for the next Friday at 17:50, on the clock of the calendar."""
    zone = rule.calendar.schedule.zone if rule.calendar else timezone.get_default_timezone()
    local = now.astimezone(zone)
    friday = local + timedelta(days=(FRIDAY - local.weekday()) % 7)
    evening = friday.replace(hour=EVENING[0], minute=EVENING[1], second=0, microsecond=0)
    return [_sentence(rule, moment) for moment in (local, evening)]


def _sentence(rule: RoutingRule, arrives: datetime) -> str:
    def shown(moment: datetime) -> str:
        return date_format(moment.astimezone(arrives.tzinfo), MOMENT)

    terms = rule.answer_terms
    due = terms.due(arrives)
    words = _("Arrives %(arrives)s: we are warned %(warned)s, the answer is due %(due)s.") % {
        "arrives": shown(arrives),
        "warned": shown(terms.warn(arrives, due)),
        "due": shown(due),
    }
    if rule.solution_terms:
        words += " " + _("Solved by %(due)s.") % {"due": shown(rule.solution_terms.due(arrives))}
    return words
