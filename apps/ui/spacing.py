"""The thin space between Chinese and Latin writing."""

import re

THIN_SPACE = "\u2009"
_CJK = "\u2e80-\u9fff\uf900-\ufaff"
_LATIN = "A-Za-z0-9"
_BOUNDARY = re.compile(f"(?<=[{_CJK}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{_CJK}])")


def space_out(text: str) -> str:
    """ "我会Python" becomes "我会 Python" with a thin space; what is spaced already stays as it is."""
    return _BOUNDARY.sub(THIN_SPACE, text)
