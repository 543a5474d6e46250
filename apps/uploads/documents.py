"""Documents that people send each other: told apart by content, and looked into as far as a preview needs. Only the
child process runs this, because files come from strangers."""

import io
import zipfile
from typing import Any

import puremagic

from apps.uploads.office import first_page
from apps.uploads.texts import plain_text

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
TEXT_EXTENSIONS = frozenset({"txt", "md", "csv", "log"})
"""What a text file may be called; it stays what it was called."""

PREVIEW_SIDE = 640
MAX_PAGES = 5_000
MAX_ENTRIES, MAX_UNPACKED = 10_000, 1024 * 1024 * 1024
ENTRIES_SHOWN = 50
MAX_TEXT = 600

DAMAGED, UNKNOWN, MACROS, BOMB = "damaged", "unknown", "macros", "bomb"

_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_IS_UTF8, _IS_LOCKED = 0x800, 0x1

Answer = tuple[dict[str, Any], list[bytes]]


def look_into(content: bytes, extension: str) -> Answer:
    """`kind` (a key of CONTENT_TYPES) and what a preview shows: `text`, or a ZIP's `entries`, `count` and `unpacked`;
    `locked` where a password protects it. Or why it is `refused`. `extension` is what its sender calls it, and decides
    nothing but that text without markup is text."""
    try:
        if content.startswith(b"%PDF-"):
            return _pdf(content), []
        if content.startswith(_ZIP_STARTS):
            return _archive(content), []
        return _text(content, extension), []
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  whatever a parser throws at a stranger's file, the file is at fault
        return {"refused": DAMAGED}, []


def draw_first_page(content: bytes) -> Answer:
    """`width` and `height`, and a PDF's first page as a WebP of at most 640 pixels."""
    import pypdfium2  # noqa: PLC0415  the server needs to know this module, but not the library

    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        scale = PREVIEW_SIDE / max(1.0, *page.get_size())
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=80, method=2)
    return {"width": image.width, "height": image.height}, [out.getvalue()]


def _pdf(content: bytes) -> dict[str, Any]:
    import pypdfium2  # noqa: PLC0415

    try:
        with pypdfium2.PdfDocument(content) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            return {"kind": "pdf", "locked": True}
        return {"refused": DAMAGED}
    return {"kind": "pdf", "pages": pages} if 0 < pages <= MAX_PAGES else {"refused": DAMAGED}


def _archive(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
            return {"refused": BOMB}
        names = {entry.filename for entry in entries}
        kind = next((kind for part, kind in _OFFICE.items() if part in names), None)
        if kind is None or "[Content_Types].xml" not in names:
            return _listing(entries, unpacked)
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            return {"refused": MACROS}
        return {"kind": kind, "text": first_page(archive, kind, most=MAX_TEXT)}


def _listing(entries: list[zipfile.ZipInfo], unpacked: int) -> dict[str, Any]:
    files = [entry for entry in entries if not entry.is_dir()]
    facts: dict[str, Any] = {
        "kind": "zip",
        "count": len(files),
        "unpacked": unpacked,
        "entries": [{"name": _entry_name(entry), "size": entry.file_size} for entry in files[:ENTRIES_SHOWN]],
    }
    if any(entry.flag_bits & _IS_LOCKED for entry in files):
        facts["locked"] = True
    return facts


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Without the mark of UTF-8, Windows in Chinese writes GBK, which the format reads as code page 437."""
    name = entry.filename
    if not entry.flag_bits & _IS_UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "".join(character for character in name if character.isprintable())[:200]


def _text(content: bytes, extension: str) -> dict[str, Any]:
    start = content[:4096]
    if extension not in TEXT_EXTENSIONS or start.lstrip()[:200].startswith((b"<", b"{\\rtf")):
        return {"refused": UNKNOWN}
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_known(start):
        return {"refused": UNKNOWN}
    text = plain_text(content)
    if text is None or not text.strip():
        return {"refused": UNKNOWN}
    return {"kind": "txt", "text": text.strip()[:MAX_TEXT]}


def _is_known(start: bytes) -> bool:
    try:
        return bool(puremagic.magic_string(start))
    except (puremagic.PureError, ValueError):
        return False
