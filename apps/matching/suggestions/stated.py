"""What a posting, its card and a résumé state, as sentences that can be said."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from apps.matching.facts.selectors import facts_of
from apps.matching.facts.topics import open_topics
from apps.matching.jobs.models import Job
from apps.matching.profile.wording import pay_text
from apps.matching.recommendations.loading import pay_of
from apps.matching.resumes.models import Resume
from apps.matching.suggestions.asked import is_warned_of, topics_in
from apps.matching.suggestions.replying import StatedFact
from apps.ui.spacing import space_out

_LINES = re.compile(r"\n+|(?<=[。！；])|(?<=[.!;])\s+")
_BULLET = re.compile(r"^[\s\-*•·●▪◦]*(?:\d{1,2}[.、)]\s*)?")
LEAST_LINE, MOST_LINE = 6, 160
MOST_LINES = 30


def stated_of_job(job: Job, language: str) -> list[StatedFact]:
    """Approved answers first, then the fields, then the posting's own lines that aren't vague, in `language` where the
    words are ours."""
    with override(language):
        approved = [StatedFact(fact.value, fact.topic, _("Job card"), "card") for fact in facts_of(job)]
        return [*approved, *_of_fields(job), *_of_prose(job)]


def _of_fields(job: Job) -> Iterator[StatedFact]:
    source = _("Posting")
    place = ", ".join(part for part in (job.city, job.region) if part)
    said = {
        "salary": _fill(_("The pay is %(pay)s."), pay=pay_text(pay_of(job), get_language() or "en")),
        "location": _fill(_("The place of work is %(place)s."), place=place),
        "remote": _remote(job.remote),
        "contract": _fill(
            _("It is %(employment)s."), employment=job.get_employment_display() if job.employment else ""
        ),
        "education": _fill(
            _("The degree asked for is %(degree)s."), degree=job.get_degree_display() if job.degree else ""
        ),
        "years": _fill(_("We ask for %(years)s years of experience."), years=_years(job)),
    }
    yield from (StatedFact(space_out(text), topic, source, "posting") for topic, text in said.items() if text)


def _of_prose(job: Job) -> Iterator[StatedFact]:
    vague = [topic.evidence for topic in open_topics(job) if topic.evidence]
    lines = _lines((job.description, job.responsibilities, job.requirements))
    stated = [line for line in lines if not any(words in line for words in vague) and not is_warned_of(line)]
    for line in stated[:MOST_LINES]:
        if topics_in(line):
            yield StatedFact(line, "", _("Posting"), "posting")


def _lines(texts: Iterable[str]) -> list[str]:
    lines = [_BULLET.sub("", line).strip() for text in texts for line in _LINES.split(text)]
    return [line for line in lines if LEAST_LINE <= len(line) <= MOST_LINE]


def stated_of_resume(resume: Resume, language: str) -> list[StatedFact]:
    """What a candidate's own résumé says, for the candidate to say again."""
    with override(language):
        source = _("Your résumé")
        said = {
            "expectation": _fill(
                _("I'm looking for %(pay)s."), pay=pay_text(pay_of(resume), get_language() or "en") or _figure(resume)
            ),
            "location": _fill(_("I live in %(place)s."), place=", ".join(p for p in (resume.city, resume.region) if p)),
            "remote": "" if resume.remote_ok is None else _("I'd work remotely.") if resume.remote_ok else "",
            "years": _fill(_("I have %(years)s years of experience."), years=resume.years_experience or ""),
            "education": _fill(
                _("My highest degree: %(degree)s."), degree=resume.get_degree_display() if resume.degree else ""
            ),
            "start": _fill(_("I'm available: %(when)s."), when=resume.availability),
            "english": _fill(_("Languages: %(languages)s."), languages=resume.languages),
        }
        return [StatedFact(space_out(text), topic, source, "resume") for topic, text in said.items() if text]


def _fill(sentence: str, **values: object) -> str:
    """The sentence with its value, "" where there is none."""
    return sentence % values if all(str(value) for value in values.values()) else ""


def _figure(resume: Resume) -> str:
    return resume.salary_text if any(character.isdigit() for character in resume.salary_text) else ""


def _remote(remote: bool | None) -> str:
    if remote is None:
        return ""
    return _("Remote work is possible.") if remote else _("The work is on site.")


def _years(job: Job) -> str:
    figures = [str(years) for years in (job.years_min, job.years_max) if years is not None]
    return "–".join(dict.fromkeys(figures)) if job.years_max is not None else f"{figures[0]}+" if figures else ""
