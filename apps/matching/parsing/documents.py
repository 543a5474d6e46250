import json
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import puremagic

from apps.matching.parsing.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentRefused,
    DocumentTooLarge,
    DocumentTooLong,
    DocumentType,
)

MAX_BYTES = 5 * 1024 * 1024
MAX_CHARACTERS = 60_000
SECONDS = 12
_EXTRACT = Path(__file__).with_name("extract.py")
_ERRORS: dict[str, type[DocumentRefused]] = {
    "encrypted": DocumentEncrypted,
    "too_long": DocumentTooLong,
    "damaged": DocumentDamaged,
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was understood: the extension that its content has, and its text."""

    extension: str
    text: str


def read_document(content: bytes) -> Document:
    """The text of a PDF, Word (.docx) or text file, told apart by content, never by name.

    Raises a DocumentRefused that says what to do. PDF and Word are parsed in a child process with 8 s of CPU and
    1 GiB of memory.
    """
    if len(content) > MAX_BYTES:
        raise DocumentTooLarge
    if not content.strip():
        raise DocumentEmpty
    extension = _extension(content)
    text = _tidy(_plain_text(content) if extension == "txt" else _extracted(extension, content))
    if sum(character.isalnum() for character in text) < 20:
        raise DocumentEmpty
    if len(text) > MAX_CHARACTERS:
        raise DocumentTooLong
    return Document(extension=extension, text=text)


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
        raise DocumentType
    _plain_text(content)
    return "txt"


def _plain_text(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text):
            return text
    raise DocumentType


def _extracted(extension: str, content: bytes) -> str:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_EXTRACT), extension],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise DocumentDamaged from error
    if "error" in answer:
        raise _ERRORS[answer["error"]]
    return str(answer["text"])


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
