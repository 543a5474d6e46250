"""Ranking in words, for readers of either language."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext

from apps.matching.profile.models import Degree
from apps.matching.profile.wording import pay_text
from apps.matching.ranking.facts import Answering, SkillName
from apps.ui.durations import duration_words

if TYPE_CHECKING:
    from apps.matching.ranking.reasons import Raise, Reason


STRONG, GOOD, POSSIBLE = 0.70, 0.57, 0.45


MOST_NAMES = 4


class Tier(StrEnum):
    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"
    FAR = "far"


def tier_of(score: float) -> Tier:
    if score >= STRONG:
        return Tier.STRONG
    return Tier.GOOD if score >= GOOD else Tier.POSSIBLE if score >= POSSIBLE else Tier.FAR


_TIERS = {
    Tier.STRONG: gettext_lazy("Strong match"),
    Tier.GOOD: gettext_lazy("Good match"),
    Tier.POSSIBLE: gettext_lazy("Possible match"),
    Tier.FAR: gettext_lazy("Distant match"),
}


def tier_text(tier: Tier) -> str:
    return str(_TIERS[tier])


def label_text(tier: Tier, reasons: Sequence["Reason"], language: str) -> str:
    """The tier, then up to three grounds: skills first, then what weighs most."""
    with override(language):
        grounds = _grounds(reasons, language)
        if not grounds:
            return tier_text(tier)
        return _("%(tier)s: %(grounds)s") % {
            "tier": tier_text(tier),
            "grounds": pgettext("between grounds", ", ").join(grounds[:3]),
        }


def _grounds(reasons: Sequence["Reason"], language: str) -> list[str]:
    by_code = {reason.code: reason for reason in reasons}
    grounds: list[str] = []
    if "skills_met" in by_code:
        grounds.append(_skills_count(by_code["skills_met"]))
    elif "skills_missing" in by_code:
        grounds.append(_("none of the skills yet"))
    others = [reason for reason in reasons if reason.code in _SHORT and not reason.code.startswith("skills")]
    return grounds + [chip_text(reason, language, lower=True) for reason in others]


def _skills_count(reason: "Reason") -> str:
    count = len(reason.job_value)
    return ngettext("%(met)d of %(count)d skill", "%(met)d of %(count)d skills", count) % {
        "met": len(reason.resume_value),
        "count": count,
    }


_SHORT: dict[str, Callable[[], str]] = {
    "pay_fits": lambda: _("salary fits"),
    "pay_below": lambda: _("salary below expectations"),
    "place_same": lambda: _("same city"),
    "remote_fits": lambda: _("remote"),
    "place_far": lambda: _("another city"),
    "remote_unwanted": lambda: _("remote only"),
    "years_fit": lambda: _("experience fits"),
    "years_short": lambda: _("less experience than asked"),
    "years_over": lambda: _("more experience than asked"),
    "work_alike": lambda: _("similar work"),
    "work_differs": lambda: _("different work"),
}


_CHIPS: dict[str, Callable[[], str]] = {
    "degree_met": lambda: _("degree fits"),
    "degree_below": lambda: _("lower degree than asked"),
    "answers_well": lambda: _("usually answers"),
    "answers_seldom": lambda: _("seldom answers"),
    "is_new": lambda: _("new"),
    "is_old": lambda: _("not updated lately"),
}


def chip_text(reason: "Reason", language: str, *, lower: bool = False) -> str:
    with override(language):
        if reason.code == "skills_met":
            return _skills_count(reason)
        if reason.code == "skills_missing":
            return _("Missing: %(names)s") % {"names": names_text(reason.job_value, language)}
        if reason.code == "nice_met":
            return _("A plus: %(names)s") % {"names": names_text(reason.resume_value, language)}
        text = (_SHORT | _CHIPS)[reason.code]()
        return text if lower else text[:1].upper() + text[1:]


def names_text(skills: Sequence[SkillName], language: str) -> str:
    """Up to four names, and how many more."""
    with override(language):
        names = pgettext("between names", ", ").join(skill.name_in(language) for skill in skills[:MOST_NAMES])
        rest = len(skills) - MOST_NAMES
        return _("%(names)s and %(rest)d more") % {"names": names, "rest": rest} if rest > 0 else names


_SENTENCES = {
    "skills_met": gettext_lazy("The job asks for %(job)s; the résumé names %(resume)s."),
    "skills_missing": gettext_lazy("The job asks for %(job)s, which isn't in the résumé."),
    "nice_met": gettext_lazy("Nice to have: %(job)s; the résumé names %(resume)s."),
    "work_alike": gettext_lazy("The work reads alike: “%(job)s” and “%(resume)s”."),
    "work_differs": gettext_lazy("The work reads different: “%(job)s” and “%(resume)s”."),
    "years_fit": gettext_lazy("The job asks for %(job)s of experience; the résumé says %(resume)s."),
    "years_short": gettext_lazy("The job asks for %(job)s of experience; the résumé says only %(resume)s."),
    "years_over": gettext_lazy("The job asks for %(job)s of experience; the résumé says more: %(resume)s."),
    "pay_fits": gettext_lazy("The job pays %(job)s; the résumé says %(resume)s."),
    "pay_below": gettext_lazy("The job pays %(job)s, less than the résumé says: %(resume)s."),
    "place_same": gettext_lazy("The job is in %(job)s; the résumé says %(resume)s."),
    "place_far": gettext_lazy("The job is in %(job)s; the résumé says %(resume)s."),
    "remote_fits": gettext_lazy("The job: %(job)s; the résumé: %(resume)s."),
    "remote_unwanted": gettext_lazy("The job: %(job)s; the résumé: %(resume)s."),
    "degree_met": gettext_lazy("The job asks for: %(job)s; the résumé says: %(resume)s."),
    "degree_below": gettext_lazy("The job asks for: %(job)s; the résumé says: %(resume)s."),
    "answers_well": gettext_lazy("Over the last 30 days: %(job)s%(resume)s."),
    "answers_seldom": gettext_lazy("Over the last 30 days: %(job)s%(resume)s."),
    "is_new": gettext_lazy("New or updated: %(job)s%(resume)s."),
    "is_old": gettext_lazy("Not updated for a while: %(job)s%(resume)s."),
}


def reason_text(reason: "Reason", language: str) -> str:
    with override(language):
        values = {"job": reason.job_says(language), "resume": reason.resume_says(language)}
        return str(_SENTENCES[reason.code]) % values


def shown(field: str, value: Any, language: str) -> str:
    """A field's value for the reader; "" where the reason rests on the other side alone."""
    with override(language):
        if value is None and not field.startswith("years"):
            return ""
        return _SHOWN.get(field, _prose)(value, language)


def _years(value: Any, language: str) -> str:
    least, most = value if isinstance(value, tuple) else (value, value)
    if least is not None and least == most:
        return ngettext("%(count)d year", "%(count)d years", least) % {"count": least}
    if most is None:
        return _("%(count)d years or more") % {"count": least} if least else _("any number of years")
    return _("%(least)d–%(most)d years") % {"least": least or 0, "most": most}


def _place(value: Any, language: str) -> str:
    city, remote = value
    words = [city] if city else []
    if remote:
        words.append(_("remote"))
    elif remote is False:
        words.append(_("not remote"))
    return " · ".join(words) or _("not stated")


def _answering(value: Answering, language: str) -> str:
    counts = _("answered %(answered)d of %(asked)d") % {"answered": value.answered, "asked": value.asked}
    if value.median_minutes is None:
        return counts
    return _("%(counts)s, usually within %(time)s") % {
        "counts": counts,
        "time": duration_words(value.median_minutes * 60),
    }


def _days_ago(value: int, language: str) -> str:
    return ngettext("%(count)d day ago", "%(count)d days ago", value) % {"count": value} if value else _("today")


def _prose(value: Any, language: str) -> str:
    return str(value)


_SHOWN: dict[str, Callable[[Any, str], str]] = {
    "skills": names_text,
    "years": _years,
    "years_experience": _years,
    "salary": pay_text,
    "location": _place,
    "degree": lambda value, language: str(Degree(value).label),
    "posted_by": _answering,
    "owner": _answering,
    "published_at": _days_ago,
    "updated_at": _days_ago,
    "": lambda value, language: "",
}


_STEPS_OF_CANDIDATES = {
    "state_years": gettext_lazy("Say how many years of experience you have."),
    "state_pay": gettext_lazy("Say what pay you expect."),
    "state_place": gettext_lazy("Say where you are and whether you'd work remotely."),
    "state_degree": gettext_lazy("Say which degree you have."),
    "state_years_in_job": gettext_lazy("Ask how much experience they look for."),
    "state_pay_in_job": gettext_lazy("Ask what it pays."),
    "state_place_in_job": gettext_lazy("Ask where the work is done."),
}

_STEPS_OF_RECRUITERS = {
    "state_years": gettext_lazy("Ask how many years of experience they have."),
    "state_pay": gettext_lazy("Ask what pay they expect."),
    "state_place": gettext_lazy("Ask where they are and whether they'd work remotely."),
    "state_degree": gettext_lazy("Ask which degree they have."),
    "state_years_in_job": gettext_lazy("Say in the posting how much experience you look for."),
    "state_pay_in_job": gettext_lazy("Say in the posting what it pays."),
    "state_place_in_job": gettext_lazy("Say in the posting where the work is done."),
}


def raise_text(step: "Raise", language: str) -> str:
    with override(language):
        if step.code == "add_skill":
            name = step.skill.name_in(language) if step.skill else ""
            if step.audience == "recruiter":
                return _("Ask whether they know %(skill)s.") % {"skill": name}
            return _("If you know %(skill)s, add it to your résumé.") % {"skill": name}
        steps = _STEPS_OF_RECRUITERS if step.audience == "recruiter" else _STEPS_OF_CANDIDATES
        return str(steps[step.code])
