"""How long something lasts, in words; the one rounding that the product has."""

from math import ceil

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SLACK_SECONDS = 0.5
"""So much over a whole minute or hour is that minute or hour."""


def duration_words(seconds: float) -> str:
    """Rounded up: whole minutes up to an hour and a half, whole hours up to two days, then days."""
    seconds = max(seconds - SLACK_SECONDS, 0.0)
    minutes = max(1, ceil(seconds / 60))
    if minutes <= 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = ceil(seconds / 3600)
    if hours <= 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = ceil(seconds / 86_400)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def measured_words(seconds: float) -> str:
    """A figure, not a promise: as `duration_words` up to an hour and a half, then hours with one decimal if need be."""
    if seconds <= 90 * 60:
        return duration_words(seconds)
    hours = round(seconds / 3600, 1)
    return _("%(n)s hours") % {"n": number_format(hours, 0 if hours.is_integer() else 1)}
