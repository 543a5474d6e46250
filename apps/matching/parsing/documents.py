"""Résumé files: refused with words that help, or read by a child process with limits."""

from dataclasses import dataclass
from datetime import date

from apps.matching.parsing.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentRefused,
    DocumentTooLarge,
    DocumentTooLong,
    DocumentType,
)
from apps.matching.parsing.extract import read_file
from apps.matching.parsing.resumes import ParsedResume
from apps.matching.skills.vocabulary import Vocabulary
from apps.uploads.errors import WorkFailed
from apps.uploads.limits import DOCUMENT, MAX_BYTES, Work
from apps.uploads.sandbox import read_safely

_ERRORS: dict[str, type[DocumentRefused]] = {
    "type": DocumentType,
    "empty": DocumentEmpty,
    "encrypted": DocumentEncrypted,
    "too_long": DocumentTooLong,
    "damaged": DocumentDamaged,
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was understood: the extension that its content has, its text, and what rules read off it."""

    extension: str
    text: str
    parsed: ParsedResume


def read_document(content: bytes, *, vocabulary: Vocabulary, today: date, limits: Work = DOCUMENT) -> Document:
    """The text of a PDF, Word (.docx) or text file, told apart by content, never by name, and what it says.

    Raises a DocumentRefused that says what to do. Taking the file apart and reading its text are a child's work, which
    ends when it takes more than `limits`.
    """
    if len(content) > MAX_BYTES:
        raise DocumentTooLarge
    if not content.strip():
        raise DocumentEmpty
    try:
        answer, _files = read_safely(read_file, content, vocabulary, today, limits=limits)
    except WorkFailed as error:
        raise DocumentDamaged from error
    if "refused" in answer:
        raise _ERRORS[answer["refused"]]
    parsed = ParsedResume(fields=answer["fields"], skills=tuple(answer["skills"]))
    return Document(extension=answer["extension"], text=answer["text"], parsed=parsed)
