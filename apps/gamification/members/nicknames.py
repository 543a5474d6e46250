"""What may be a nickname on rankings: a few words, no address and no number to call."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST = 24
_SHAPE = re.compile(r"\w[\w \-·.]*")
_NUMBER = re.compile(r"\d{5}|\.\w{2}")


def check_nickname(value: str) -> None:
    """Raises ValidationError."""
    if value and (not _SHAPE.fullmatch(value) or _NUMBER.search(value)):
        raise ValidationError(_("Letters, digits, spaces and dashes; no address and no number to call."))
