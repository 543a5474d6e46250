"""The text of the first page of a Word, Excel or PowerPoint file, read off its XML and no further than needed. Only the
child process runs this."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

MAX_PART = 16 * 1024 * 1024
"""Bytes of one part that are unpacked; what comes after them is no first page."""
MAX_ROWS, MAX_COLUMNS = 20, 12

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def first_page(archive: zipfile.ZipFile, kind: str, *, most: int) -> str:
    """Up to `most` characters, a line for each paragraph or row."""
    lines = {"docx": _word, "xlsx": _sheet, "pptx": _slide}[kind](archive)
    kept: list[str] = []
    length = 0
    for line in lines:
        text = " ".join("".join(c if c.isprintable() else " " for c in line).split())
        if text:
            kept.append(text)
            length += len(text) + 1
        if length >= most:
            break
    return "\n".join(kept)[:most]


def _word(archive: zipfile.ZipFile) -> Iterator[str]:
    return _paragraphs(archive, "word/document.xml", _WORD)


def _slide(archive: zipfile.ZipFile) -> Iterator[str]:
    part = first_linked(archive, "ppt/presentation.xml", f"{_SLIDES}sldId")
    return _paragraphs(archive, part, _DRAWING) if part else iter(())


def _paragraphs(archive: zipfile.ZipFile, part: str, space: str) -> Iterator[str]:
    words: list[str] = []
    for element in ended(archive, part):
        if element.tag == f"{space}t":
            words.append(element.text or "")
        elif element.tag in (f"{space}tab", f"{space}br"):
            words.append(" ")
        elif element.tag == f"{space}p":
            yield "".join(words)
            words = []
            element.clear()


def _sheet(archive: zipfile.ZipFile) -> Iterator[str]:
    part = first_linked(archive, "xl/workbook.xml", f"{SHEET}sheet")
    if not part:
        return
    rows: list[list[tuple[str, str]]] = []
    row: list[tuple[str, str]] = []
    for element in ended(archive, part):
        if element.tag == f"{SHEET}c":
            if len(row) < MAX_COLUMNS:
                row.append((element.get("t", ""), "".join(element.itertext(f"{SHEET}v", f"{SHEET}t"))))
            element.clear()
        elif element.tag == f"{SHEET}row":
            rows.append(row)
            row = []
            if len(rows) == MAX_ROWS:
                break
    wanted = {int(value) for row in rows for kind, value in row if kind == "s" and value.isdecimal()}
    shared = _shared(archive, wanted) if wanted else {}
    for row in rows:
        values = [shared.get(int(v), "") if kind == "s" and v.isdecimal() else v for kind, v in row]
        yield "  ".join(value for value in values if value)


def _shared(archive: zipfile.ZipFile, wanted: set[int]) -> dict[int, str]:
    texts: dict[int, str] = {}
    number = 0
    for element in ended(archive, "xl/sharedStrings.xml"):
        if element.tag == f"{SHEET}si":
            if number in wanted:
                texts[number] = "".join(element.itertext(f"{SHEET}t"))
            number += 1
            element.clear()
            if len(texts) == len(wanted):
                break
    return texts


def first_linked(archive: zipfile.ZipFile, part: str, tag: str) -> str:
    """The part that the first such element of another one points to; empty where there is none."""
    link = next((element.get(_LINK) for element in ended(archive, part) if element.tag == tag), None)
    folder, name = posixpath.split(part)
    for element in ended(archive, f"{folder}/_rels/{name}.rels"):
        if link and element.get("Id") == link:
            target = element.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            return whole if whole in archive.namelist() else ""
    return ""


def ended(archive: zipfile.ZipFile, part: str, *, most: int = MAX_PART) -> Iterator[Any]:
    """The elements of a part as they end, of its first `most` bytes; entities aren't resolved, and nothing is
    fetched."""
    from lxml import etree  # noqa: PLC0415  the server needs to know this module, but not the library

    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    left = most
    with archive.open(part) as opened:
        while left > 0 and (data := opened.read(min(left, 1 << 16))):
            left -= len(data)
            parser.feed(data)
            for _event, element in parser.read_events():
                yield element
