"""The topics that people ask about, and what a job or a résumé leaves open of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from apps.matching.facts.clauses import ReadClauses
from apps.matching.facts.detection import NOT_READ, Openness, left_open, quoted
from apps.matching.facts.models import Subject, Topic
from apps.matching.facts.selectors import facts_of
from apps.matching.facts.traits import traits_of
from apps.matching.jobs.models import Job
from apps.matching.profile.models import Employment, Level
from apps.matching.resumes.models import Resume

CONTENT = Path(__file__).parent.parent / "content" / "topics.json"
LINES = (
    *("questions_en", "questions_zh", "opens_en", "opens_zh", "not_vague", "closes_en", "closes_zh", "names"),
    *("answers_en", "answers_zh", "asked"),
)
"""Fields that hold one phrase or question a line; the content has them as lists."""

JOB_PROSE = ("salary_text", "description", "responsibilities", "requirements")
RESUME_PROSE = ("salary_text", "availability", "summary", "experience", "projects", "languages")
CLOSING_FIELDS = {
    Subject.JOB: ("salary_min", "salary_max", "city", "remote", "employment"),
    Subject.RESUME: ("salary_min", "salary_max", "city", "remote_ok", "years_experience"),
}


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """`field` is where it is vague or missing; `evidence` the vague words as they stand there, "" for silence."""

    rules: Topic
    field: str
    evidence: str

    @property
    def topic(self) -> str:
        return self.rules.key

    def label(self, language: str) -> str:
        return self.rules.label(language)

    def question(self, language: str, *, variant: int = 0) -> str:
        """A question about it; different `variant`s word it differently."""
        return self.rules.question(language, variant=variant)


@cache
def shipped_topics() -> tuple[Topic, ...]:
    """What the product brings along, as rows that aren't stored."""
    entries: list[dict[str, Any]] = json.loads(CONTENT.read_text("utf-8"))
    return tuple(Topic(position=place, **as_fields(entry)) for place, entry in enumerate(entries))


def as_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "\n".join(value) if name in LINES else value for name, value in entry.items()}


def topics_of(subject: str) -> list[Topic]:
    """The active ones in their order, as operators wrote them. One query."""
    return list(Topic.objects.filter(subject=subject, is_active=True))


def active_topics() -> list[Topic]:
    """Those of both subjects. One query."""
    return list(Topic.objects.filter(is_active=True))


def open_topics(job: Job) -> list[OpenTopic]:
    """What a candidate may want to ask: first what is put vaguely, then what nothing is said of. What stands on the
    job's card is answered. Two queries."""
    return open_among(topics_of(Subject.JOB), job, answered=answered_topics(job))


def open_among(topics: list[Topic], job: Job, *, answered: frozenset[str]) -> list[OpenTopic]:
    return [_opened(one) for one in openness_of_job(job, topics, answered=answered)]


def _read_of(job: Job) -> ReadClauses:
    """What a worker has made of its clauses; nothing until then."""
    vector = getattr(job, "vector", None) if job.pk else None
    return ReadClauses.stored(vector.clauses or {}) if vector is not None else NOT_READ


def answered_topics(job: Job) -> frozenset[str]:
    """Those about which an approved answer stands on the job's card."""
    return frozenset(fact.topic for fact in facts_of(job)) if job.pk else frozenset()


def openness_of_job(job: Job, topics: list[Topic], *, answered: frozenset[str] = frozenset()) -> list[Openness]:
    """By its words, and by what its clauses mean where a worker has read them."""
    prose = {name: getattr(job, name) or "" for name in JOB_PROSE}
    filled = {
        name for name in CLOSING_FIELDS[Subject.JOB] if getattr(job, name) is not None and getattr(job, name) != ""
    }
    if job.remote is True:
        filled.add("city")  # whoever works from anywhere has no place to ask for
    is_intern = job.employment == Employment.INTERNSHIP or job.level == Level.INTERN
    traits = traits_of(job.title, "\n".join(prose.values()), is_intern=is_intern)
    return left_open(topics, prose, filled=frozenset(filled), traits=traits, answered=answered, read=_read_of(job))


def open_topics_of_resume(resume: Resume, topics: list[Topic] | None = None) -> list[OpenTopic]:
    """What a recruiter may want to ask, in the same order. One query where the topics aren't at hand."""
    topics = topics_of(Subject.RESUME) if topics is None else topics
    prose = {name: getattr(resume, name) or "" for name in RESUME_PROSE}
    filled = {name for name in CLOSING_FIELDS[Subject.RESUME] if getattr(resume, name) not in (None, "")}
    return [_opened(one) for one in left_open(topics, prose, filled=frozenset(filled))]


def _opened(one: Openness) -> OpenTopic:
    return OpenTopic(one.topic, one.field, quoted(one.evidence))
