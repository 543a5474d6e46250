"""What text from outside must satisfy before it is stored."""

from typing import Literal

Reason = Literal["null_byte", "lone_surrogate", "too_long", "empty"]


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
    empty text.
    """
    if "\x00" in text:
        raise UnusableText("null_byte")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnusableText("lone_surrogate") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise UnusableText("empty")
    if len(text) > max_length:
        raise UnusableText("too_long")
    return text
