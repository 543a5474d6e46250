"""Excel files come in as other files do, each cell as its reader sees it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.matching.importing.errors import ImportTooLarge, ImportUnreadable
from apps.matching.importing.services import import_jobs
from apps.matching.importing.tables import read_table
from apps.matching.models import Job
from apps.uploads import sheets
from tests.people import OperatorFactory
from tests.uploads.office_files import packed, xlsx

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows: str, *, styles: str = "") -> bytes:
    """A file whose sheet has these rows, as they are written."""
    whole = zipfile.ZipFile(io.BytesIO(xlsx(("x",))))
    parts: dict[str, str | bytes] = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/first.xml"] = f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"
    parts["xl/styles.xml"] = f"<styleSheet {SPACE}>{styles}</styleSheet>"
    return packed(parts)


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def test_rows_columns_and_lines_are_those_of_the_sheet():
    table = read_table(xlsx(("职位", "城市", "薪资"), ("后端工程师", "深圳", "20-35K"), ("Analyst", "London", 45000)))
    assert table.columns == ("职位", "城市", "薪资")
    assert [row.cells["职位"] for row in table.rows] == ["后端工程师", "Analyst"]
    assert table.rows[1].cells["薪资"] == "45000"


def test_empty_cells_and_rows_keep_the_others_in_their_places():
    content = sheet(
        f'<row r="1">{text("A1", "title")}{text("C1", "city")}</row><row r="2"/>'
        f'<row r="4">{text("A4", "Planner")}{text("C4", "Kiel")}</row><row r="5">{text("A5", "Driver")}</row>'
    )
    rows = read_table(content).rows
    assert [(row.line, row.cells) for row in rows] == [
        (4, {"title": "Planner", "city": "Kiel"}),
        (5, {"title": "Driver", "city": ""}),
    ]


def test_days_and_numbers_are_read_as_they_are_shown():
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m月d日"/>'
        '<numFmt numFmtId="171" formatCode="[Red]0.0&quot;d&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    )
    cells = '<c r="A2" s="1"><v>46361</v></c><c r="B2" s="2"><v>46361.5</v></c>'
    cells += '<c r="C2" s="3"><v>0.30000000000000004</v></c>'
    heads = text("A1", "a") + text("B1", "b") + text("C1", "c") + text("D1", "d")
    content = sheet(f'<row r="1">{heads}</row><row r="2">{cells}<c r="D2" t="b"><v>1</v></c></row>', styles=styles)
    assert read_table(content).rows[0].cells == {"a": "2026-12-05", "b": "2026-12-05 12:00", "c": "0.3", "d": "TRUE"}


def test_what_stands_beside_the_named_columns_is_refused_with_its_line():
    content = sheet(
        f'<row r="1">{text("A1", "title")}</row><row r="2">{text("A2", "Planner")}{text("B2", "Kiel")}</row>'
    )
    (row,) = read_table(content).rows
    assert (row.line, row.defect and row.defect.code) == (2, "column_count")


@pytest.mark.parametrize("content", [packed({"a.txt": "no sheet"}), b"PK\x03\x04 and then nothing", xlsx()])
def test_other_archives_and_broken_ones_are_refused_in_words(content: bytes):
    with pytest.raises(ImportUnreadable, match="Excel"):
        read_table(content)


def test_a_sheet_that_grows_when_it_is_unpacked_is_refused(monkeypatch):
    blanks = " " * 300_000
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 200_000)
    answer, _files = sheets.rows_of(sheet(f'<row r="1">{text("A1", blanks)}</row>'), 5)
    assert answer == {"refused": "too_large"}


def test_a_sheet_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr("apps.matching.importing.tables.MAX_ROWS", 2)
    with pytest.raises(ImportTooLarge):
        read_table(xlsx(("title",), ("One",), ("Two",), ("Three",)))


def test_entities_are_not_resolved():
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    content = sheet("")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/first.xml"] = (
        f'{evil}<worksheet {SPACE}><sheetData><row r="1">{text("A1", "&e;")}</row></sheetData></worksheet>'
    )
    answer, _files = sheets.rows_of(packed(parts), 5)
    assert "root:" not in str(answer)


@pytest.mark.django_db
def test_jobs_come_in_from_a_sheet_through_service_and_console(sign_in):
    content = xlsx(("title", "company", "city", "skills"), ("Planner", "Nordwind", "Kiel", "Excel、SQL"))
    run = import_jobs(content=content, file_name="jobs.xlsx")
    assert (run.created, run.failed) == (1, 0)
    job = Job.objects.get()
    assert (job.title, job.city, job.skills.count()) == ("Planner", "Kiel", 2)
    client = sign_in(OperatorFactory(is_superuser=True))
    page = client.post(
        "/admin/matching/importrun/add/",
        {"kind": "jobs", "source": "import", "file": SimpleUploadedFile("jobs.xlsx", content)},
    ).content.decode()
    assert "Planner" in page
    assert "Nordwind" in page
