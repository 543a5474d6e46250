"""How a file would come in, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from apps.accounts.models import Company, Role, User
from apps.matching.importing.cells import Cells
from apps.matching.importing.defects import RowDefect, reason
from apps.matching.importing.models import ImportKind
from apps.matching.importing.rows import JobRow, ResumeRow, read_job, read_resume
from apps.matching.importing.services import open_table
from apps.matching.importing.tables import Row
from apps.matching.profile.models import Degree
from apps.matching.profile.money import Range
from apps.matching.profile.wording import pay_text
from apps.matching.skills.selectors import vocabulary
from apps.matching.skills.vocabulary import Vocabulary

SHOWN = 20
"""So many rows are shown as they are understood."""
EXAMINED = 200
"""So many are read for the shares."""


@dataclass(frozen=True)
class PreviewRow:
    """One row as it is understood; `defect` in words where it would be refused. A skill is its name and whether it is
    known here."""

    line: int
    title: str = ""
    company: str = ""
    place: str = ""
    pay: str = ""
    years: str = ""
    degree: str = ""
    skills: Sequence[tuple[str, bool]] = ()
    defect: str = ""


@dataclass(frozen=True)
class Preview:
    """`unknown_share` of the skills named in the rows that were examined, 0–1, None where none is named. `empty` are
    companies in them for which nobody is here, so that nobody can be written to."""

    total: int
    examined: int
    refused: int
    rows: Sequence[PreviewRow]
    ignored_columns: Sequence[str]
    unknown_share: float | None
    unknown: Sequence[str] = field(default_factory=tuple)
    empty: Sequence[str] = field(default_factory=tuple)


def preview(kind: ImportKind | str, content: bytes, *, company: Company | None = None) -> Preview:
    """Raises ImportUnreadable as the import itself does."""
    table, headers, ignored = open_table(kind, content)
    words = vocabulary()
    rows = [_read(kind, row, headers, words) for row in table.rows[:EXAMINED]]
    named = [skill for row in rows for skill in row.skills]
    unknown = [name for name, is_known in named if not is_known]
    companies = {row.company for row in rows if not row.defect and row.company}
    return Preview(
        total=len(table.rows),
        examined=len(rows),
        refused=sum(bool(row.defect) for row in rows),
        rows=rows[:SHOWN],
        ignored_columns=ignored,
        unknown_share=len(unknown) / len(named) if named else None,
        unknown=list(dict.fromkeys(unknown))[:SHOWN],
        empty=_without_people([company.name] if company else companies) if kind == ImportKind.JOBS else (),
    )


def _read(kind: ImportKind | str, row: Row, headers: dict[str, str], words: Vocabulary) -> PreviewRow:
    try:
        if row.defect is not None:
            raise row.defect
        cells = Cells(row.cells, headers)
        if kind == ImportKind.JOBS:
            job = read_job(cells, words)
            return _shown(row.line, job, [*job.skills_required, *job.skills_nice], words)
        resume = read_resume(cells, words)
        return _shown(row.line, resume, resume.skills, words)
    except RowDefect as defect:
        return PreviewRow(line=row.line, defect=reason(defect.code, column=defect.column, value=defect.value))


def _shown(line: int, row: JobRow | ResumeRow, skills: Sequence[str], words: Vocabulary) -> PreviewRow:
    fields: dict[str, Any] = row.fields
    least, most = fields.get("years_min", fields.get("years_experience")), fields.get("years_max")
    pay = Range(
        fields["salary_min"],
        fields["salary_max"],
        fields["salary_currency"],
        fields["salary_period"],
        fields.get("salary_months"),
    )
    return PreviewRow(
        line=line,
        title=fields["title"] or fields.get("person_name", ""),
        company=row.company if isinstance(row, JobRow) else "",
        place=", ".join(part for part in (fields["city"], fields["region"]) if part),
        pay=pay_text(pay, get_language() or "en"),
        years="–".join(dict.fromkeys(str(figure) for figure in (least, most) if figure is not None)),
        degree=str(Degree(fields["degree"]).label) if fields["degree"] else "",
        skills=[(name, words.named(name) is not None) for name in skills],
    )


def _without_people(names: Sequence[str] | set[str]) -> list[str]:
    """Of these companies, those of which no recruiter is here."""
    staffed = User.objects.filter(role=Role.RECRUITER, is_active=True, company__isnull=False)
    here = {name.casefold() for name in staffed.values_list("company__name", flat=True).distinct()}
    return sorted(name for name in names if name.casefold() not in here)
