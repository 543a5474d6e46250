"""Sentences of the help, in the language of the moment."""

from django.utils.translation import gettext as _

from apps.ui.durations import duration_words


def waiting_words(minutes: float | None) -> str:
    """How long one waits for a person; an honest word where nobody knows."""
    if minutes is None:
        return _("We can't say yet how long an answer takes. You'll be notified when it's there.")
    return _("Usually answers within %(time)s.") % {"time": duration_words(minutes * 60)}
