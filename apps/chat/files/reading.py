"""What a file for a message becomes: a picture is redrawn, a document or a voice note is kept as it is, with what a
preview shows."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.chat.files.errors import (
    BadFile,
    BadImage,
    DamagedFile,
    FileUnpacksTooLarge,
    FileWithMacros,
    VoiceEmpty,
    VoiceTooLong,
)
from apps.chat.files.limits import VOICE_SECONDS, VOICE_SLACK_SECONDS
from apps.chat.files.models import Form
from apps.errors import DomainError, Overloaded
from apps.uploads.documents import BOMB, DAMAGED, MACROS, TEXT_EXTENSIONS, draw_first_page, look_into
from apps.uploads.documents import CONTENT_TYPES as DOCUMENT_TYPES
from apps.uploads.drawing import FILTERS, print_first_page
from apps.uploads.errors import TooManyPixels, WorkFailed
from apps.uploads.limits import DOCUMENT, OFFICE_PAGE, PICTURE, PREVIEW, VOICE
from apps.uploads.pictures import CONTENT_TYPES, EXTENSIONS, TOO_MANY_PIXELS, is_heic, redraw_for_message
from apps.uploads.sandbox import read_safely
from apps.uploads.voices import CONTENT_TYPES as VOICE_TYPES
from apps.uploads.voices import is_recording, listen_to

LONGEST_STEM = 100
TO_END_SECONDS = 3
"""So long before the child's own end LibreOffice is stopped, for its files to be cleared away."""

_REFUSALS: dict[str, type[DomainError]] = {DAMAGED: DamagedFile, MACROS: FileWithMacros, BOMB: FileUnpacksTooLarge}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


@dataclass(frozen=True, slots=True)
class Kept:
    """`thumbnail` is a WebP, empty where there is none; `width` and `height` are of the picture or the first page.
    `page_follows` where a worker is to draw that page."""

    form: Form
    name: str
    extension: str
    content_type: str
    content: bytes
    thumbnail: bytes
    width: int
    height: int
    facts: dict[str, Any]
    page_follows: bool = False


def is_picture(content: bytes) -> bool:
    """By its first bytes; whether it can be drawn is the child's to find out."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return content.startswith(_PICTURES) or is_webp or is_heic(content)


def read_picture(name: str, content: bytes) -> Kept:
    """Position and other hidden data are gone, of an animation the first frame stays."""
    try:
        facts, files = read_safely(redraw_for_message, content, limits=PICTURE)
    except WorkFailed as error:
        raise BadImage(field="file") from error
    if facts.get("refused") == TOO_MANY_PIXELS:
        raise TooManyPixels(field="file")
    if "refused" in facts:
        raise BadImage(field="file")
    extension = EXTENSIONS[facts["format"]]
    return Kept(
        form=Form.IMAGE,
        name=f"{_stem(name) or 'image'}.{extension}",
        extension=extension,
        content_type=CONTENT_TYPES[facts["format"]],
        content=files[0],
        thumbnail=files[1],
        width=facts["width"],
        height=facts["height"],
        facts={},
    )


def read_document(name: str, content: bytes) -> Kept:
    called = _clean(name).rpartition(".")[2].lower()
    try:
        facts, _files = read_safely(look_into, content, called, limits=DOCUMENT)
    except WorkFailed as error:
        raise DamagedFile(field="file") from error
    if "refused" in facts:
        raise _REFUSALS.get(facts["refused"], BadFile)(field="file")
    extension = facts.pop("kind")
    size, thumbnail = _first_page(content) if extension == "pdf" and "locked" not in facts else ({}, b"")
    is_called_so = called == extension or (extension == "txt" and called in TEXT_EXTENSIONS)
    return Kept(
        form=Form.DOCUMENT,
        name=f"{_stem(name) or 'file'}.{called if is_called_so else extension}",
        extension=extension,
        content_type=DOCUMENT_TYPES[extension],
        content=content,
        thumbnail=thumbnail,
        width=size.get("width", 0),
        height=size.get("height", 0),
        facts={"kind": extension, **facts},
        page_follows=_office_program(extension) is not None,
    )


def is_voice(content: bytes) -> bool:
    """By its first bytes, which HEIC shares with MP4."""
    return is_recording(content) and not is_heic(content)


def read_voice(content: bytes, waveform: Sequence[int]) -> Kept:
    """`waveform` is how loud it is from beginning to end, 0 to 100 each; empty where its sender didn't say."""
    try:
        facts, _files = read_safely(listen_to, content, limits=VOICE)
    except WorkFailed as error:
        raise DamagedFile(field="file") from error
    if "refused" in facts:
        raise _REFUSALS.get(facts["refused"], BadFile)(field="file")
    kind, seconds = facts["kind"], round(facts["seconds"], 1)
    if seconds <= 0:
        raise VoiceEmpty(field="file")
    if seconds > VOICE_SECONDS + VOICE_SLACK_SECONDS:
        raise VoiceTooLong(limit=VOICE_SECONDS // 60, field="file")
    minutes, rest = divmod(max(1, int(seconds + 0.5)), 60)
    return Kept(
        form=Form.VOICE,
        name=f"voice-{minutes}m{rest:02}s.{kind}",
        extension=kind,
        content_type=VOICE_TYPES[kind],
        content=content,
        thumbnail=b"",
        width=0,
        height=0,
        facts={"kind": kind, "seconds": seconds, "waveform": list(waveform)},
    )


def _first_page(pdf: bytes) -> tuple[dict[str, int], bytes]:
    """A page that can't be drawn, or takes too long, leaves the document without a picture of it."""
    try:
        size, files = read_safely(draw_first_page, pdf, limits=PREVIEW)
    except (WorkFailed, Overloaded):
        return {}, b""
    return size, files[0]


def draw_office_page(content: bytes, kind: str) -> tuple[dict[str, int], bytes]:
    """The first page of an office file as a WebP, and its `width` and `height`; empty where LibreOffice isn't installed
    or can't draw it. It takes seconds. Raises Overloaded where its turn doesn't come."""
    program = _office_program(kind)
    if program is None:
        return {}, b""
    seconds = OFFICE_PAGE.seconds - TO_END_SECONDS
    try:
        _facts, printed = read_safely(print_first_page, content, kind, program, seconds, limits=OFFICE_PAGE)
    except WorkFailed:
        return {}, b""
    return _first_page(printed[0]) if printed else ({}, b"")


def _office_program(kind: str) -> str | None:
    return shutil.which("soffice") if kind in FILTERS else None


def _clean(name: str) -> str:
    """The sender's name for it without folders, control characters and what turns the direction of reading."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in last if character.isprintable() and character not in '"<>:|?*').strip()


def _stem(name: str) -> str:
    clean = _clean(name)
    return (clean.rpartition(".")[0] or clean)[:LONGEST_STEM].strip(" .")
