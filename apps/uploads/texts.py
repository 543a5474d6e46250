"""Plain text, whatever its encoding. Only the child process runs this."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def plain_text(content: bytes) -> str | None:
    """What a text file says: UTF-8, GB 18030, or UTF-16 with its mark. None where it is no text."""
    for encoding in ("utf-16",) if content.startswith(_MARKS) else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    return None
