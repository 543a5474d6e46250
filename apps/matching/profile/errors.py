from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput


class RangeReversed(InvalidInput):
    code = "range_reversed"
    message = _("The lower figure is above the higher one.")


class UnusableField(InvalidInput):
    code = "unusable_text"
    message = _("This text can't be stored: it is too long or holds characters that aren't text.")
