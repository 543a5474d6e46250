"""What a job or a résumé leaves open: fields that say nothing, and words that promise without saying."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from apps.language.folding import squash
from apps.language.terms import TermFinder
from apps.matching.jobs.models import Job
from apps.matching.resumes.models import Resume
from apps.ui.bilingual import in_language, is_chinese

_READ = 12_000  # no field of a job or a résumé is longer
_CONTENT = Path(__file__).parent.parent / "content" / "vague_terms.json"


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that people ask about, with its vague words, which count in the fields `where` (all, if empty) and not
    in the phrases `unless`. `silent`: it is open also when nothing is said of it."""

    topic: str
    label_en: str
    label_zh: str
    questions_en: tuple[str, ...]
    questions_zh: tuple[str, ...]
    vague: TermFinder
    answered: tuple[re.Pattern[str], ...]
    silent: bool
    where: tuple[str, ...]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """`field` is where it is vague or missing; `evidence` the vague words as they stand there, "" for silence."""

    topic: str
    field: str
    evidence: str
    label_en: str
    label_zh: str
    questions_en: tuple[str, ...]
    questions_zh: tuple[str, ...]

    def label(self, language: str) -> str:
        return in_language(self.label_en, self.label_zh, language)

    def question(self, language: str, *, variant: int = 0) -> str:
        """A question about it; different `variant`s word it differently."""
        questions = self.questions_zh if is_chinese(language) else self.questions_en
        return questions[variant % len(questions)]


@cache
def _topics(of: str) -> tuple[Topic, ...]:
    return tuple(
        Topic(
            topic=entry["topic"],
            label_en=entry["label_en"],
            label_zh=entry["label_zh"],
            questions_en=tuple(entry["questions_en"]),
            questions_zh=tuple(entry["questions_zh"]),
            vague=TermFinder([*entry["vague_en"], *entry["vague_zh"]]),
            answered=tuple(re.compile(pattern) for pattern in entry["answered"]),
            silent=entry["silent"],
            where=tuple(entry.get("where", ())),
            unless=re.compile(entry["unless"], re.IGNORECASE) if "unless" in entry else None,
        )
        for entry in json.loads(_CONTENT.read_text("utf-8"))[of]
    )


def topic_names(of: str) -> list[str]:
    """The topics of "job" or "resume", in the order in which they matter."""
    return [topic.topic for topic in _topics(of)]


def open_topics(job: Job) -> list[OpenTopic]:
    """What a candidate may want to ask: first what is put vaguely, then what the fields leave out."""
    prose = {name: getattr(job, name) for name in ("salary_text", "description", "responsibilities", "requirements")}
    fields: Mapping[str, tuple[str, Callable[[], bool]]] = {
        "salary": ("salary_min", lambda: job.salary_min is not None or job.salary_max is not None),
        "location": ("city", lambda: bool(job.city) or job.remote is True),
        "remote": ("remote", lambda: job.remote is not None),
        "contract": ("employment", lambda: bool(job.employment)),
    }
    return _open(_topics("job"), prose, fields)


def open_topics_of_resume(resume: Resume) -> list[OpenTopic]:
    """What a recruiter may want to ask, in the same order."""
    names = ("salary_text", "availability", "summary", "experience", "projects", "languages")
    prose = {name: getattr(resume, name) for name in names}
    fields: Mapping[str, tuple[str, Callable[[], bool]]] = {
        "expectation": ("salary_min", lambda: resume.salary_min is not None or resume.salary_max is not None),
        "availability": ("availability", lambda: False),
        "location": ("city", lambda: bool(resume.city) or resume.remote_ok is True),
        "years": ("years_experience", lambda: resume.years_experience is not None),
        "remote": ("remote_ok", lambda: resume.remote_ok is not None),
    }
    return _open(_topics("resume"), prose, fields)


def _open(
    topics: Sequence[Topic],
    prose: Mapping[str, str],
    fields: Mapping[str, tuple[str, Callable[[], bool]]],
) -> list[OpenTopic]:
    vague: list[OpenTopic] = []
    missing: list[OpenTopic] = []
    prose = {name: text[:_READ] for name, text in prose.items()}
    whole = squash("\n".join(prose.values()))
    for topic in topics:
        field, is_stated = fields.get(topic.topic, ("", None))
        if (is_stated is not None and is_stated()) or any(pattern.search(whole) for pattern in topic.answered):
            continue
        where = _vague_words(topic, prose)
        if where:
            vague.append(_opened(topic, *where))
        elif topic.silent or is_stated is not None:
            missing.append(_opened(topic, field, ""))
    return vague + missing


def _vague_words(topic: Topic, prose: Mapping[str, str]) -> tuple[str, str] | None:
    for name, text in prose.items():
        if topic.where and name not in topic.where:
            continue
        searched = topic.unless.sub(lambda match: " " * len(match[0]), text) if topic.unless else text
        for found in topic.vague.find(searched):
            return name, text[found.start : found.end]
    return None


def _opened(topic: Topic, field: str, evidence: str) -> OpenTopic:
    return OpenTopic(
        topic=topic.topic,
        field=field,
        evidence=evidence,
        label_en=topic.label_en,
        label_zh=topic.label_zh,
        questions_en=topic.questions_en,
        questions_zh=topic.questions_zh,
    )
