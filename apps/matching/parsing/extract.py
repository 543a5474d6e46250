"""What a résumé's file says: its text, and what rules read off it. Only the child process runs this, because files
come from strangers."""

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import puremagic

from apps.matching.parsing.resumes import parse_resume
from apps.matching.skills.vocabulary import Vocabulary
from apps.uploads.texts import plain_text

MAX_PAGES = 40
MAX_CHARACTERS = 60_000
MAX_UNPACKED = 30 * 1024 * 1024
MAX_ENTRIES = 2_000


class Refused(Exception):
    """Carries the code of the refusal."""


def read_file(content: bytes, vocabulary: Vocabulary, today: date) -> tuple[dict[str, Any], list[bytes]]:
    """`extension`, `text`, `fields` and `skills`, or why it was `refused`."""
    try:
        extension = _extension(content)
        text = _tidy(_READERS[extension](content))
        if sum(character.isalnum() for character in text) < 20:
            raise Refused("empty")
        if len(text) > MAX_CHARACTERS:
            raise Refused("too_long")
    except Refused as refusal:
        return {"refused": str(refusal)}, []
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  whatever a parser throws at a stranger's file, the file is at fault
        return {"refused": "damaged"}, []
    parsed = parse_resume(text, vocabulary=vocabulary, today=today)
    return {"extension": extension, "text": text, "fields": parsed.fields, "skills": parsed.skills}, []


def text_of_pdf(content: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415  the server needs to know this module, but not the reader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise Refused("too_long")
    parts: list[str] = []
    for page in reader.pages:
        parts.append(page.extract_text() or "")
        if sum(map(len, parts)) > MAX_CHARACTERS:
            raise Refused("too_long")
    return "\n".join(parts)


def text_of_docx(content: bytes) -> str:
    from docx import Document  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Refused("too_long")
    lines: list[str] = []
    for line in _lines_of(Document(io.BytesIO(content))):
        lines.append(line)
        if sum(map(len, lines)) > MAX_CHARACTERS:
            raise Refused("too_long")
    return "\n".join(lines)


def _lines_of(holder: Any) -> Iterator[str]:
    """Paragraphs and tables in their order. A row of short cells is one line; where a cell holds several lines, the
    table stands for columns, and each is read to its end before the next."""
    from docx.table import Table  # noqa: PLC0415

    for block in holder.iter_inner_content():
        if not isinstance(block, Table):
            yield from block.text.splitlines() or [""]
            continue
        for row in block.rows:
            cells = [[line for line in _lines_of(cell) if line.strip()] for cell in _distinct(row.cells)]
            if max(map(len, cells), default=0) > 1:
                yield from (line for cell in cells for line in cell)
            else:
                yield " ".join(line for cell in cells for line in cell)


def _distinct(cells: Iterable[Any]) -> list[Any]:
    """Each once: cells that were joined stand in each of their columns."""
    return list({id(cell._tc): cell for cell in cells}.values())


def _extension(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        return "docx"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _plain_text(content)
        return "txt"
    try:
        kinds = {match.extension for match in puremagic.magic_string(content[:4096])}
    except (puremagic.PureError, ValueError):
        kinds = set()
    markup = content.lstrip()[:200].lower()
    if (kinds - {"", ".txt", ".csv", ".md"} and b"\x00" in content[:4096]) or markup.startswith((b"<", b"{\\rtf")):
        raise Refused("type")
    _plain_text(content)
    return "txt"


def _plain_text(content: bytes) -> str:
    text = plain_text(content)
    if text is None:
        raise Refused("type")
    return text


_RADICALS = range(0x2E80, 0x2FE0)
_COMPATIBILITY = range(0xF900, 0xFB00)
_DIGITS_AND_LETTERS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))


def _usual(character: str) -> str:
    code = ord(character)
    if code in _RADICALS or code in _COMPATIBILITY or code in _DIGITS_AND_LETTERS:
        return unicodedata.normalize("NFKC", character)
    return character


def _tidy(text: str) -> str:
    """Without control characters and doubled spaces. PDFs write Chinese with radicals (⼯作 for 工作): NFKC gives the
    characters that everybody types; full-width punctuation of Chinese prose stays."""
    text = "".join(map(_usual, text))
    kept = "".join(
        character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before).strip()


_READERS: dict[str, Callable[[bytes], str]] = {"pdf": text_of_pdf, "docx": text_of_docx, "txt": _plain_text}
