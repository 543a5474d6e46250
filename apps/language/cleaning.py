"""What text from outside must satisfy before it is stored."""

import unicodedata
from typing import Literal

Reason = Literal["null_byte", "lone_surrogate", "too_long", "empty"]


_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
# What editors and word processors write for a new line; other control characters mean nothing in a text.
_LINES = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n")
_CONTROLS = {code: None for code in range(0x20) if chr(code) not in "\t\n\x00"} | dict.fromkeys(range(0x7F, 0xA0))
_PLAIN = _CONTROLS | _LINES
# They have a letter's or a sign's category, and show nothing.
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


class UnusableText(ValueError):
    """Text that can't be stored; `code` says why: null_byte, lone_surrogate, too_long or empty."""

    def __init__(self, code: Reason) -> None:
        super().__init__(code)
        self.code: Reason = code


def clean(text: str, *, max_length: int) -> str:
    """Return `text` without surrounding white space, otherwise exactly as written: emojis and their joiners,
    right-to-left marks and line breaks stay. Whatever breaks a line (CR LF, CR, and what word processors paste: U+000B,
    U+000C, U+0085, U+2028, U+2029) becomes LF; other control characters go.

    `max_length` counts Unicode code points, as the database does, after trimming.
    Raises UnusableText for null bytes and lone surrogates (which break PostgreSQL or JSON), over-length and
    empty text; empty is what shows nothing, however many characters it has.
    """
    if not text.isprintable():
        text = _without_controls(text)
    text = text.strip()
    if not any(unicodedata.category(character) not in _UNSEEN and character not in _FILLERS for character in text):
        raise UnusableText("empty")
    if len(text) > max_length:
        raise UnusableText("too_long")
    return text


def refuse_unstorable(text: str) -> None:
    """Raises UnusableText for null bytes and lone surrogates. For texts that nobody typed into a form, which refuses
    them by itself: what JSON of somebody else's says, for one."""
    if "\x00" in text:
        raise UnusableText("null_byte")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnusableText("lone_surrogate") from error


def _without_controls(text: str) -> str:
    refuse_unstorable(text)
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
