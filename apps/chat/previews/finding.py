"""The link of a message that is looked at: the first one. Pure."""

import re

_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'，。；！？、）】》」]{1,1990}", re.IGNORECASE)
_TRAILING = ".,;:!?)]}"


def first_link(text: str) -> str:
    """As the page makes links of it; "" where there is none."""
    match = _ADDRESS.search(text)
    if match is None:
        return ""
    found = match[0]
    kept = found.rstrip(_TRAILING)
    # "(see https://example.com/a_(b))" keeps the bracket that the address itself opened.
    missing = kept.count("(") - kept.count(")")
    for character in found[len(kept) :]:
        if character != ")" or missing <= 0:
            break
        kept += character
        missing -= 1
    return kept
