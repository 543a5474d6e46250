"""Sentences of the help, in the language of the moment."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def waiting_words(minutes: float | None) -> str:
    """How long one waits for a person; an honest word where nobody knows."""
    if minutes is None:
        return _("We can't say yet how long an answer takes. You'll be notified when it's there.")
    if minutes < 90:
        n = max(1, round(minutes))
        return ngettext("Usually answers within %(n)d minute.", "Usually answers within %(n)d minutes.", n) % {"n": n}
    n = ceil(minutes / 60)
    return ngettext("Usually answers within %(n)d hour.", "Usually answers within %(n)d hours.", n) % {"n": n}
