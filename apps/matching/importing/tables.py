"""JSON, JSON lines, CSV or an Excel sheet as rows with their line numbers, whatever the encoding and the separator."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apps.matching.importing.defects import RowDefect
from apps.matching.importing.errors import ImportTooLarge, ImportUnreadable
from apps.uploads.errors import WorkFailed
from apps.uploads.limits import SHEET
from apps.uploads.sandbox import read_safely
from apps.uploads.sheets import rows_of

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000
_NO_ELEMENT = re.compile(r"[\s,]*+")
_ZIP = b"PK\x03\x04"
_SEPARATORS = (",", ";", "\t", "，")
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its first line, and its cells by column name; or what keeps it from being read."""

    line: int
    cells: dict[str, Any]
    defect: RowDefect | None = None


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes) -> Table:
    """Raises ImportUnreadable or ImportTooLarge for a file without readable rows."""
    if len(content) > MAX_BYTES:
        raise ImportTooLarge
    table = _sheet(content) if content.startswith(_ZIP) else _table_of(_decoded(content))
    if len(table.rows) > MAX_ROWS:
        raise ImportTooLarge
    return table


def _sheet(content: bytes) -> Table:
    """The first sheet of an .xlsx file, taken apart by a child process. Its first row names the columns."""
    try:
        answer, _files = read_safely(rows_of, content, MAX_ROWS + 1, limits=SHEET)
    except WorkFailed as error:
        raise ImportUnreadable from error
    if "refused" in answer:
        raise ImportTooLarge if answer["refused"] == "too_large" else ImportUnreadable
    if not answer["rows"]:
        raise ImportUnreadable
    columns = [column.strip() for column in answer["rows"][0][1]]
    return Table(tuple(column for column in columns if column), tuple(_sheet_rows(answer["rows"][1:], columns)))


def _sheet_rows(rows: list[tuple[int, list[str]]], columns: list[str]) -> Iterator[Row]:
    """A sheet says nothing of cells that are empty at the end of a row."""
    for line, cells in rows:
        if any(cells[len(columns) :]):
            yield Row(line, {}, RowDefect("column_count", value=str(len(cells))))
            continue
        padded = cells + [""] * (len(columns) - len(cells))
        yield Row(line, {column: cell for column, cell in zip(columns, padded, strict=False) if column})


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    # One broken line must not keep the others out: what can't be decoded is marked, and its rows are refused.
    return content.decode("utf-8-sig", "replace")


def _table_of(text: str) -> Table:
    beginning = text.lstrip()[:1]
    if beginning == "[":
        return _json_array(text, text.index("[") + 1)
    if beginning != "{":
        return _csv(text)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _json_lines(text)
    # One object over many lines: a list under some name ({"jobs": […]}), or a single row.
    lists = [value for value in whole.values() if _is_list_of_rows(value)]
    if len(lists) == 1:
        start = next(match.end() for match in re.finditer(r":\s{0,20}\[", text))
        return _json_array(text, start) if len(whole) == 1 else _rows_of([(1, row) for row in lists[0]])
    return _rows_of([(1, whole)])


def _is_list_of_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _json_array(text: str, start: int) -> Table:
    """Element by element, each with the line on which it begins. What can't be read ends the table: where the next
    element begins can't be told."""
    decoder = json.JSONDecoder()
    rows: list[tuple[int, Any]] = []
    line, counted, place = 1, 0, start
    while True:
        place = _NO_ELEMENT.match(text, place).end()  # type: ignore[union-attr]  # matches nothing, too
        if text[place : place + 1] in ("]", ""):
            return _rows_of(rows)
        line, counted = line + text.count("\n", counted, place), place
        try:
            element, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return _rows_of([*rows, (line, None)])
        rows.append((line, element))


def _rows_of(elements: list[tuple[int, Any]]) -> Table:
    columns: dict[str, None] = {}
    rows: list[Row] = []
    for line, cells in elements:
        if not isinstance(cells, dict):
            rows.append(Row(line, {}, RowDefect("bad_json")))
            continue
        columns |= dict.fromkeys(cells)
        rows.append(Row(line, cells, _undecoded("".join(map(str, cells.values())))))
    return Table(tuple(columns), tuple(rows))


def _json_lines(text: str) -> Table:
    columns: dict[str, None] = {}
    rows: list[Row] = []
    for line, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            cells = json.loads(raw)
        except (ValueError, RecursionError):
            cells = None
        if not isinstance(cells, dict):
            rows.append(Row(line, {}, RowDefect("bad_json")))
            continue
        columns |= dict.fromkeys(cells)
        rows.append(Row(line, cells, _undecoded(raw)))
    return Table(tuple(columns), tuple(rows))


def _csv(text: str) -> Table:
    lines = io.StringIO(text, newline="")
    heading_at = next((n for n, raw in enumerate(text.splitlines()) if raw.strip()), None)
    if heading_at is None:
        raise ImportUnreadable
    heading = text.splitlines()[heading_at]
    separator = max(_SEPARATORS, key=heading.count)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    try:
        columns = next(cells for cells in reader if any(cell.strip() for cell in cells))
    except (csv.Error, StopIteration) as error:
        raise ImportUnreadable from error
    columns = [column.strip() for column in columns]
    if len(columns) < 2 and separator not in heading and len(heading) > 200:
        raise ImportUnreadable
    return Table(tuple(columns), tuple(_csv_rows(reader, columns)))


def _csv_rows(reader: Any, columns: list[str]) -> Iterator[Row]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(line, {}, RowDefect("bad_encoding"))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        while len(cells) > len(columns) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(columns):
            yield Row(line, {}, RowDefect("column_count", value=str(len(cells))))
            continue
        yield Row(line, dict(zip(columns, cells, strict=True)), _undecoded("".join(cells)))


def _undecoded(text: str) -> RowDefect | None:
    return RowDefect("bad_encoding") if "�" in text else None
