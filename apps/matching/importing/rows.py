"""What a row of a file says about a job or a résumé."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any

from django.utils import timezone

from apps.matching.importing.cells import Cells
from apps.matching.importing.defects import RowDefect
from apps.matching.jobs.validity import end_of
from apps.matching.parsing.requirements import skills_asked_for
from apps.matching.parsing.words import highest_degree, parse_employment, parse_level
from apps.matching.parsing.years import Years, find_years
from apps.matching.profile.languages import language_code
from apps.matching.skills.vocabulary import Vocabulary

PROSE = 8_000
_CLOSED = re.compile(r"closed|filled|expired|关闭|已结束|停止|下线|已招满", re.IGNORECASE)
_DRAFT = re.compile(r"draft|草稿|未发布", re.IGNORECASE)


@dataclass
class JobRow:
    external_id: str
    company: str
    status: str
    fields: dict[str, Any]
    skills_required: list[str]
    skills_nice: list[str]
    posted: date | None


@dataclass
class ResumeRow:
    external_id: str
    email: str
    fields: dict[str, Any]
    skills: list[str] = field(default_factory=list)


def fingerprint(cells: Cells) -> str:
    """The same for the same content, whatever the order and names of columns, the encoding of the file and what we
    read off it today."""
    content = json.dumps(cells.content(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def read_job(cells: Cells, vocabulary: Vocabulary) -> JobRow:
    """Raises RowDefect. Years and skills that have no column of their own are read off the requirements."""
    title = cells.text("title", max_length=160)
    requirements = cells.text("requirements", max_length=PROSE)
    place, (salary, salary_text) = cells.place(), cells.salary()
    years = cells.years()
    required, nice = cells.names("skills_required", vocabulary), cells.names("skills_nice", vocabulary)
    fields = {
        "title": title,
        "city": place.city,
        "region": cells.text("region", max_length=80) or place.region,
        "remote": place.remote if (stated := cells.flag("remote")) is None else stated,
        "industry": cells.text("industry", max_length=80),
        "employment": parse_employment(cells.text("employment", max_length=80)),
        "level": parse_level(cells.text("level", max_length=80)),
        "degree": cells.degree(),
        "salary_min": salary.least,
        "salary_max": salary.most,
        "salary_currency": salary.currency,
        "salary_period": salary.period,
        "salary_months": salary.months,
        "salary_text": salary_text,
        "description": cells.text("description", max_length=PROSE),
        "responsibilities": cells.text("responsibilities", max_length=PROSE),
        "requirements": requirements,
        "language": language_code(cells.text("language", max_length=20)),
        "expires_at": end_of(day, zone=UTC) if (day := cells.day("expires_at")) else None,
    }
    if not title:
        raise RowDefect("empty_row" if not any(fields.values()) else "no_title", cells.header("title"))
    years = years if years != Years() else find_years(requirements)
    fields |= {"years_min": years.least, "years_max": years.most}
    if not required and not nice:
        required, nice = map(list, skills_asked_for(requirements, vocabulary))
    return JobRow(
        external_id=cells.text("external_id", max_length=80),
        company=cells.text("company", max_length=120),
        status=_status(cells.text("status", max_length=40)),
        fields=fields,
        skills_required=required,
        skills_nice=nice,
        posted=cells.posted("posted_at", today=timezone.localdate()),
    )


def _status(text: str) -> str:
    return "closed" if _CLOSED.search(text) else "draft" if _DRAFT.search(text) else "open"


def read_resume(cells: Cells, vocabulary: Vocabulary) -> ResumeRow:
    """Raises RowDefect."""
    place, (salary, salary_text) = cells.place(), cells.salary()
    education = cells.text("education", max_length=4_000)
    fields = {
        "person_name": cells.text("person_name", max_length=80),
        "title": cells.text("title", max_length=160),
        "years_experience": cells.years().least,
        "city": place.city,
        "region": place.region,
        "remote_ok": place.remote if (stated := cells.flag("remote_ok")) is None else stated,
        "industry": cells.text("industry", max_length=80),
        "degree": cells.degree() or highest_degree(education),
        "education": education,
        "salary_min": salary.least,
        "salary_max": salary.most,
        "salary_currency": salary.currency,
        "salary_period": salary.period,
        "salary_text": salary_text,
        "summary": cells.text("summary", max_length=4_000),
        "experience": cells.text("experience", max_length=12_000),
        "projects": cells.text("projects", max_length=12_000),
        "languages": cells.text("languages", max_length=200),
        "availability": cells.text("availability", max_length=120),
        "language": language_code(cells.text("language", max_length=20)),
    }
    prose = "\n".join(str(fields[name]) for name in ("summary", "experience", "projects"))
    skills = cells.names("skills", vocabulary) or [vocabulary.name_of(pk) for pk in vocabulary.extract(prose)][:50]
    if not skills and not any(fields.values()):
        raise RowDefect("empty_row")
    return ResumeRow(
        external_id=cells.text("external_id", max_length=80),
        email=cells.text("email", max_length=254).lower(),
        fields=fields,
        skills=skills,
    )
