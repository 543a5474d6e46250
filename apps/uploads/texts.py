"""Plain text, whatever its encoding. Only the child process runs this."""

import unicodedata

_MARKS = (b"\xff\xfe", b"\xfe\xff")


def plain_text(content: bytes) -> str | None:
    """What a text file says: UTF-8, GB 18030, or UTF-16 with its mark. None where it is no text."""
    for encoding in ("utf-16",) if content.startswith(_MARKS) else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text):
            return text
    return None
