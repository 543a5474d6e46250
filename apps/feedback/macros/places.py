"""The places in a macro's answer: `{name}` of the reporter and `{number}` of the ticket."""

import re

from django.utils.translation import gettext as _

NAMES = ("name", "number")
_PLACE = re.compile(r"\{(\w+)\}")
_LIKE_A_PLACE = re.compile(rf"[{{｛]\s*(?:\w+\s*[}}｝]|(?:{'|'.join(NAMES)})\b)")
"""Also with a name that we don't know, the brackets of a Chinese keyboard, or without the second one. An answer may
show what other braces are for, such as those of presets."""


def filled(text: str, **values: str) -> str:
    """`values` are by their names; another place stays as it is."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def problem_in(text: str) -> str:
    """What is wrong with the places of a text, in a sentence; empty where nothing is."""
    known = {f"{{{name}}}" for name in NAMES}
    unknown = next((place[0] for place in _LIKE_A_PLACE.finditer(text) if place[0] not in known), "")
    if not unknown:
        return ""
    return _("%(unknown)s can't be filled here. There is: %(places)s.") % {
        "unknown": unknown,
        "places": ", ".join(sorted(known)),
    }
