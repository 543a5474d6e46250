"""The first sheet of an Excel file as rows of text: what its cells hold, days as 2026-12-05. Only the child process
runs this, because files come from strangers."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

from apps.uploads.office import SHEET, ended, first_linked

MAX_UNPACKED = 200 * 1024 * 1024
MAX_COLUMNS = 200
_PLACE = re.compile(r"([A-Z]{1,3})\d{1,7}")
_DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(50, 59)}
"""Built-in numbers of formats that show a number as a day (ECMA-376, 18.8.30)."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)

Answer = tuple[dict[str, Any], list[bytes]]


def rows_of(content: bytes, most_rows: int) -> Answer:
    """`rows`: the number of each row that holds anything, and its cells, at most `most_rows` and one more. Or why it is
    `refused`: damaged or too_large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                return {"refused": "too_large"}, []
            return {"rows": _rows(archive, most_rows)}, []
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  whatever a parser throws at a stranger's file, the file is at fault
        return {"refused": "damaged"}, []


def _rows(archive: zipfile.ZipFile, most_rows: int) -> list[tuple[int, list[str]]]:
    part = first_linked(archive, "xl/workbook.xml", f"{SHEET}sheet")
    texts, day_styles = _texts(archive), _day_styles(archive)
    rows: list[tuple[int, list[str]]] = []
    cells: dict[int, str] = {}
    number = 0
    for element in ended(archive, part, most=MAX_UNPACKED):
        if element.tag == f"{SHEET}c":
            column = _column(element.get("r", ""), len(cells))
            if column < MAX_COLUMNS and (value := _value(element, texts, day_styles)):
                cells[column] = value
            element.clear()
        elif element.tag == f"{SHEET}row":
            number = int(element.get("r") or number + 1)
            if cells:
                rows.append((number, [cells.get(place, "") for place in range(max(cells) + 1)]))
            cells = {}
            element.clear()
            if len(rows) > most_rows:
                break
    return rows


def _column(place: str, following: int) -> int:
    """A is 0, AB is 27."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return following
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _value(cell: Any, texts: list[str], day_styles: set[int]) -> str:
    kind = cell.get("t", "n")
    value = "".join(cell.itertext(f"{SHEET}v", f"{SHEET}t"))
    if kind == "s":
        return texts[int(value)].strip()
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "e":
        return ""
    if kind == "n" and value and int(cell.get("s") or 0) in day_styles:
        return _day(float(value))
    if kind == "n" and re.fullmatch(r"-?\d+\.\d+(E[+-]?\d+)?|\d+E[+-]?\d+", value):
        return f"{float(value):.10g}"
    return value.strip()


def _day(serial: float) -> str:
    moment = _FIRST_DAY + timedelta(days=serial)
    return f"{moment:%Y-%m-%d}" if serial == int(serial) else f"{moment:%Y-%m-%d %H:%M}"


def _texts(archive: zipfile.ZipFile) -> list[str]:
    """What cells name by number instead of holding it."""
    texts: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        for element in ended(archive, "xl/sharedStrings.xml", most=MAX_UNPACKED):
            if element.tag == f"{SHEET}si":
                texts.append("".join(element.itertext(f"{SHEET}t")))
                element.clear()
    return texts


def _day_styles(archive: zipfile.ZipFile) -> set[int]:
    """Numbers of the styles that show a number as a day."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    days, styles = set(_DAY_FORMATS), []
    for element in ended(archive, "xl/styles.xml"):
        if element.tag == f"{SHEET}numFmt" and re.search(
            r"[yd]", _QUOTED.sub("", element.get("formatCode", "")).lower()
        ):
            days.add(int(element.get("numFmtId")))
        elif element.tag == f"{SHEET}cellXfs":
            styles = [int(style.get("numFmtId") or 0) for style in element]
    return {place for place, style in enumerate(styles) if style in days}


def _shows_a_day(code: str) -> bool:
    return bool(re.search(r"[yd]", _QUOTED.sub("", code).lower()))
