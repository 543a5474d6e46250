"""Jobs, résumés and matches in words: `{% load matching %}`."""

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.matching.facts.topics import OpenTopic, open_topics_of_resume
from apps.matching.jobs import validity
from apps.matching.jobs.models import Job
from apps.matching.profile.wording import pay_text
from apps.matching.ranking import Polarity, Raise, Reason
from apps.matching.ranking.criteria import LEAST_ASKED
from apps.matching.ranking.facts import Answering
from apps.matching.ranking.wording import shown
from apps.matching.recommendations.loading import pay_of
from apps.matching.recommendations.selectors import Match
from apps.matching.resumes.models import Resume

register = template.Library()
MOST_CHIPS = 5


def _language() -> str:
    return get_language() or "en"


@register.filter
def label(match: Match) -> str:
    """ "Strong match: 5 of 6 skills, salary fits"."""
    return match.label(_language())


@register.filter
def tier(match: Match) -> str:
    """strong, good, possible or far."""
    return str(match.comparison.tier)


@register.filter
def chips(match: Match) -> list[Reason]:
    """The reasons that fit beside each other: those that weigh most."""
    reasons: list[Reason] = list(match.reasons)
    return reasons[:MOST_CHIPS]


@register.filter
def chip(reason: Reason) -> str:
    return reason.chip(_language())


@register.filter
def speaks_for(reason: Reason) -> bool:
    return reason.polarity == Polarity.FOR


@register.filter
def sentence(thing: Reason | Raise) -> str:
    return thing.text(_language())


@register.filter
def pay(thing: Job | Resume) -> str:
    """Its pay, in words where there are no figures, "" where it says nothing."""
    return pay_text(pay_of(thing), _language()) or thing.salary_text


@register.filter
def place(thing: Job | Resume) -> str:
    """ "上海, 浦东 · remote", "" where it says nothing."""
    remote = thing.remote if isinstance(thing, Job) else None
    where = ", ".join(part for part in (thing.city, thing.region) if part)
    return " · ".join(part for part in (where, _("remote") if remote else "") if part)


@register.filter
def may_be_greeted(job: Job) -> bool:
    """Whether somebody of its company could answer a first message."""
    known: bool | None = getattr(job, "is_answerable", None)
    return Job.objects.answered().filter(pk=job.pk).exists() if known is None else known


@register.filter
def last_day(job: Job) -> str:
    """The last day on which it stands, "" for one that stands until it is closed."""
    day = validity.last_day(job)
    # Translators: a date without its time, in Django's date format.
    return date_format(day, _("j M Y")) if day else ""


@register.filter
def years(job: Job) -> str:
    if job.years_min is None and job.years_max is None:
        return ""
    return shown("years", (job.years_min, job.years_max), _language())


@register.filter
def open_topics(resume: Resume) -> list[OpenTopic]:
    """What recruiters will ask about."""
    return open_topics_of_resume(resume)


@register.filter
def topic_label(topic: OpenTopic) -> str:
    return topic.label(_language())


@register.filter
def topic_question(topic: OpenTopic, language: str = "") -> str:
    """The question in the posting's language, else the reader's."""
    return topic.question(language or _language())


@register.filter
def answering(person: User | None) -> str:
    """ "answered 9 of 10, usually within 2 hours", "" while too few have asked or the person doesn't show it."""
    found = getattr(person, "responsiveness", None) if person is not None else None
    if found is None or found.asked < LEAST_ASKED or person is None or not person.share_reply_window:
        return ""
    value = Answering(found.asked, found.answered, found.median_minutes)
    return shown("owner", value, _language())


@register.filter
def section_name(key: str) -> str:
    return {
        "summary": _("About"),
        "experience": pgettext("résumé", "Experience"),
        "projects": _("Projects"),
        "education": pgettext("résumé", "Education"),
        "languages": _("Languages"),
    }[key]


@register.simple_tag
def is_known(skill: Any, known: frozenset[int]) -> bool:
    return skill.pk in known
