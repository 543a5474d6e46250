from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.companies.services import company_named
from apps.accounts.models import Company, User
from apps.errors import DomainError
from apps.events.services import publish
from apps.matching.importing.cells import Cells
from apps.matching.importing.columns import JOB_COLUMNS, RESUME_COLUMNS, recognise
from apps.matching.importing.defects import RowDefect
from apps.matching.importing.errors import ImportWithoutContent, ImportWithoutTitle
from apps.matching.importing.models import BroughtRow, ImportDefect, ImportKind, ImportRun
from apps.matching.importing.rows import JobRow, ResumeRow, fingerprint, read_job, read_resume
from apps.matching.importing.tables import Row, Table, read_table
from apps.matching.jobs.events import JobChanged, JobClosed
from apps.matching.jobs.models import Job, JobStatus
from apps.matching.jobs.services import open_job, write_job
from apps.matching.jobs.validity import end_of, usual_last_day
from apps.matching.resumes.events import ResumeSaved
from apps.matching.resumes.models import Resume
from apps.matching.resumes.services import write_resume
from apps.matching.skills.selectors import vocabulary
from apps.uploads.scanning import scan

BATCH = 50
OUTCOMES = ("created", "updated", "unchanged")


def import_jobs(
    *,
    content: bytes,
    file_name: str,
    company: Company | None = None,
    started_by: User | None = None,
    source: str = "import",
) -> ImportRun:
    """Brings in a file of postings. Good rows go in, the others are reported in the run with line and reason.

    A row is known by its id, or without one by its content; the same file again changes nothing, a changed row with
    the same id changes its job. Without `company` the row's own is found by name or made; a row that names none
    makes a job of an unnamed employer. Raises ImportUnreadable when the file as a whole can't be read.
    """
    table, headers, ignored = open_table(ImportKind.JOBS, content)
    run = _start(ImportKind.JOBS, file_name, source, company, started_by, ignored)
    words = vocabulary()
    companies: dict[str, Company] = {}

    def bring(row: Row, seen: "Seen") -> BroughtRow:
        cells = Cells(row.cells, headers)
        parsed = read_job(cells, words)
        mark = seen.check(row.line, parsed.external_id, fingerprint(cells))
        job, outcome = _bring_job(parsed, mark, run, company or _company(parsed.company, companies))
        return BroughtRow(row.line, job.pk, job.external_id, outcome, job.company_id)

    return _run(run, table.rows, bring)


def import_resumes(
    *, content: bytes, file_name: str, started_by: User | None = None, source: str = "import"
) -> ImportRun:
    """Brings in a file of résumés, as `import_jobs` does. A row with the e-mail address of somebody here is theirs;
    all others stay unclaimed until an operator gives them to a person."""
    table, headers, ignored = open_table(ImportKind.RESUMES, content)
    run = _start(ImportKind.RESUMES, file_name, source, None, started_by, ignored)
    words = vocabulary()

    def bring(row: Row, seen: "Seen") -> BroughtRow:
        cells = Cells(row.cells, headers)
        parsed = read_resume(cells, words)
        mark = seen.check(row.line, parsed.external_id, fingerprint(cells))
        resume, outcome = _bring_resume(parsed, mark, run, cells)
        return BroughtRow(row.line, resume.pk, resume.external_id, outcome)

    return _run(run, table.rows, bring)


def open_table(kind: ImportKind | str, content: bytes) -> tuple[Table, dict[str, str], list[str]]:
    """The rows, which header is which field, and the headers that are none. Raises ImportUnreadable,
    FileInfected and ScannerAway."""
    scan(content, field="file")
    table = read_table(content)
    headers, ignored = recognise(table.columns, JOB_COLUMNS if kind == ImportKind.JOBS else RESUME_COLUMNS)
    if kind == ImportKind.JOBS and "title" not in headers:
        raise ImportWithoutTitle
    if kind == ImportKind.RESUMES and not set(headers) - {"external_id", "email", "language"}:
        raise ImportWithoutContent
    return table, headers, ignored


class Seen:
    """The rows of this file so far: neither an id nor a whole row may stand in it twice."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def check(self, line: int, external_id: str, mark: str) -> str:
        """The fingerprint of the row; raises RowDefect when it is there already."""
        if external_id and (first := self._lines.setdefault(f"id {external_id}", line)) != line:
            raise RowDefect("same_id_in_file", external_id, str(first))
        if not external_id and (first := self._lines.setdefault(mark, line)) != line:
            raise RowDefect("twice_in_file", value=str(first))
        return mark


def _start(
    kind: ImportKind,
    file_name: str,
    source: str,
    company: Company | None,
    started_by: User | None,
    ignored: Sequence[str],
) -> ImportRun:
    return ImportRun.objects.create(
        kind=kind,
        file_name=file_name[-160:],
        source=source,
        company=company,
        started_by=started_by,
        ignored_columns=", ".join(ignored)[:400],
    )


def _run(run: ImportRun, rows: Sequence[Row], bring: Callable[[Row, Seen], BroughtRow]) -> ImportRun:
    """Short transactions, so that nobody waits for a long file; a defect undoes its row alone."""
    brought: list[BroughtRow] = []
    defects: list[ImportDefect] = []
    seen = Seen()
    for start in range(0, len(rows), BATCH):
        with transaction.atomic():
            for row in rows[start : start + BATCH]:
                try:
                    with transaction.atomic():
                        brought.append(_bring_sound(row, seen, bring))
                except RowDefect as defect:
                    defects.append(_recorded(run, row.line, defect))
                except DomainError as error:
                    defects.append(_recorded(run, row.line, RowDefect(_code(error), error.field or "")))
    counts = {outcome: sum(row.outcome == outcome for row in brought) for outcome in OUTCOMES}
    with transaction.atomic():
        ImportDefect.objects.bulk_create(defects)
        ImportRun.objects.filter(pk=run.pk).update(**counts, failed=len(defects))
    run.refresh_from_db()
    run.brought = brought
    return run


def _bring_sound(row: Row, seen: Seen, bring: Callable[[Row, Seen], BroughtRow]) -> BroughtRow:
    if row.defect is not None:
        raise row.defect
    return bring(row, seen)


def _code(error: DomainError) -> str:
    return {"unusable_text": "bad_text"}.get(error.code, error.code)


def _recorded(run: ImportRun, line: int, defect: RowDefect) -> ImportDefect:
    return ImportDefect(run=run, line=line, code=defect.code, column=defect.column[:80], value=defect.value[:120])


def _company(name: str, known: dict[str, Company]) -> Company | None:
    if not name:
        return None
    key = name.casefold()
    if key not in known:
        known[key] = company_named(name)
    return known[key]


def _known(model: type[Job] | type[Resume], row: JobRow | ResumeRow, mark: str, run: ImportRun) -> Any:
    key = {"external_id": row.external_id} if row.external_id else {"external_id": "", "fingerprint": mark}
    return model.objects.filter(source=run.source, **key).first()


def _bring_job(row: JobRow, mark: str, run: ImportRun, company: Company | None) -> tuple[Job, str]:
    job = _known(Job, row, mark, run)
    if job is not None and job.fingerprint == mark:
        return job, "unchanged"
    now = timezone.now()
    is_new = job is None
    job = job or Job(source=run.source, external_id=row.external_id, status=JobStatus.DRAFT)
    was_open = job.status == JobStatus.OPEN
    job.fingerprint, job.company = mark, company
    fields: Any = dict(row.fields)
    if fields["expires_at"] is None:
        fields["expires_at"] = end_of(usual_last_day(now=now), zone=UTC) if is_new else job.expires_at
    write_job(job, fields=fields, skills_required=row.skills_required, skills_nice=row.skills_nice)
    if row.status == JobStatus.OPEN and not was_open:
        open_job(job, now=_posted(row, now))
    elif row.status == JobStatus.CLOSED and was_open:
        Job.objects.filter(pk=job.pk).update(status=JobStatus.CLOSED, closed_at=now)
        publish(JobClosed(job=job.pk))
    elif row.status == JobStatus.CLOSED and is_new:
        Job.objects.filter(pk=job.pk).update(status=JobStatus.CLOSED, closed_at=now)
    elif not is_new:
        publish(JobChanged(job=job.pk))
    return job, "created" if is_new else "updated"


def _posted(row: JobRow, now: datetime) -> datetime:
    """When it was posted elsewhere, so that last month's job isn't today's news."""
    if row.posted is None or row.posted >= timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(row.posted, time(12)))


def _bring_resume(row: ResumeRow, mark: str, run: ImportRun, cells: Cells) -> tuple[Resume, str]:
    resume = _known(Resume, row, mark, run)
    if resume is not None and resume.fingerprint == mark:
        return resume, "unchanged"
    is_new = resume is None
    resume = resume or Resume(source=run.source, external_id=row.external_id)
    if row.email:
        owner = User.objects.filter(email__iexact=row.email, is_active=True).first()
        if owner is not None and Resume.objects.filter(owner=owner).exclude(pk=resume.pk).exists():
            raise RowDefect("person_has_resume", cells.header("email"))
        resume.owner = owner or resume.owner
    resume.fingerprint = mark
    fields: Any = row.fields
    write_resume(resume, fields=fields, skills=row.skills)
    publish(ResumeSaved(resume=resume.pk, owner=resume.owner_id))
    return resume, "created" if is_new else "updated"
