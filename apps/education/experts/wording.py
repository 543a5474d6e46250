"""What the asker reads about where their question is."""

from datetime import datetime

from django.utils.translation import gettext as _

from apps.education.experts.models import Consultation, Expert, ExpertAsk
from apps.ui.durations import duration_words


def standing_words(consultation: Consultation, now: datetime) -> str:
    State = Consultation.State
    asks = list(consultation.asks.all())
    if consultation.state == State.SOLVED:
        return _("Solved")
    if consultation.state == State.SUPPORT:
        return _("Our support team has it.")
    if consultation.state == State.ANSWERED:
        return _("Answered. Did it help?")
    waiting = next((ask for ask in asks if ask.state == ExpertAsk.State.WAITING), None)
    if waiting is None:
        return _("Waiting for an expert")
    left = max((waiting.due_at - now).total_seconds(), 60.0)
    return _("%(name)s has it. If there's no answer within %(time)s, the next one is asked.") % {
        "name": waiting.expert.person,
        "time": duration_words(left),
    }


def hours_words(expert: Expert) -> str:
    """ "Mon–Fri 09:00–18:00"; on the expert's clock."""
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    days = [int(digit) for digit in expert.weekdays]
    if not days:
        return _("No hours at the moment")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        which = f"{names[days[0] - 1]}–{names[days[-1] - 1]}"
    else:
        which = " ".join(names[day - 1] for day in days)
    clock = f"{expert.opens:%H:%M}–{expert.closes:%H:%M}" if expert.opens != expert.closes else _("all day")
    return f"{which} {clock}"
