"""What text from outside must satisfy before it is stored."""

import unicodedata
from typing import Literal

Reason = Literal["null_byte", "lone_surrogate", "too_long", "empty"]


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class UnusableText(ValueError):
    """Text that can't be stored; `code` says why: null_byte, lone_surrogate, too_long or empty."""

    def __init__(self, code: Reason) -> None:
        super().__init__(code)
        self.code: Reason = code


def clean(text: str, *, max_length: int) -> str:
    """Return `text` without surrounding white space, otherwise exactly as written: emojis and their joiners,
    right-to-left marks and line breaks stay (CR LF and CR become LF).

    `max_length` counts Unicode code points, as the database does, after trimming.
    Raises UnusableText for null bytes and lone surrogates (which break PostgreSQL or JSON), over-length and
    empty text; empty is what shows nothing, however many characters it has.
    """
    if "\x00" in text:
        raise UnusableText("null_byte")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnusableText("lone_surrogate") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not any(is_visible(character) for character in text):
        raise UnusableText("empty")
    if len(text) > max_length:
        raise UnusableText("too_long")
    return text


def is_visible(character: str) -> bool:
    """Whether a character shows anything by itself: no blank, control, joiner, mark of direction or filler."""
    return unicodedata.category(character) not in _UNSEEN and character not in _FILLERS
