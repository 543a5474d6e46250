"""What the text of a résumé says, as far as rules can tell. The candidate looks it over before anybody relies on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.language.contacts import find as find_contacts
from apps.matching.parsing.places import find_city, parse_place
from apps.matching.parsing.salaries import parse_salary
from apps.matching.parsing.sections import Sections, cut_into_sections
from apps.matching.parsing.words import highest_degree
from apps.matching.parsing.years import find_years, parse_years
from apps.matching.profile.languages import language_of
from apps.matching.profile.models import TextLanguage
from apps.matching.skills.vocabulary import Vocabulary

_LABELS = {
    "person_name": r"姓\s*名|name",
    "title": r"求职意向|(?:意向|期望|应聘|目标)(?:岗位|职位)|objective|desired position|position|title",
    "years": r"工作年限|工作经验|工作年数|years of experience|experience",
    "city": r"现居(?:住)?(?:地|城市)?|所在(?:地|城市)|居住地|(?:期望|意向)(?:城市|地点)|工作地点|城市"
    r"|location|city|based in|address",
    "salary": r"期望(?:薪资|薪酬|月薪|年薪|工资)|薪资(?:要求|期望)|salary expectations?|expected salary|desired salary",
    "availability": r"到岗时间|到岗|可入职时间|在职状态|求职状态|availability|available(?: from)?|notice period",
    "languages": r"语言(?:能力)?|languages?",
}
_LABELLED = {
    name: re.compile(rf"^(?:{words})\s*[:：]\s*(?P<value>.+)$", re.IGNORECASE) for name, words in _LABELS.items()
}
_JOB_WORD = re.compile(
    r"engineer|developer|manager|designer|analyst|scientist|nurse|teacher|consultant|accountant|specialist|architect"
    r"|director|assistant|writer|planner|工程师|经理|设计师|分析师|科学家|护士|教师|老师|顾问|会计|专员|主管|总监|架构师|运营|助理|开发|编辑",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?:[㐀-鿿·]{2,6}|[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3})$")
_SPAN = re.compile(
    r"(?P<from>(?:19|20)\d\d)(?:\s*[./年-]\s*(?P<from_month>1[0-2]|0?[1-9])(?!\d)\s*月?)?\s*(?:-|–|—|~|至|到|to)\s*"
    r"(?:(?P<to>(?:19|20)\d\d)(?:\s*[./年-]\s*(?P<to_month>1[0-2]|0?[1-9])(?!\d)\s*月?)?|(?P<now>至今|现在|今|present|now|current|today))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ParsedResume:
    """`fields` by the names of `Resume`; None and "" weren't found. `skills` by name, in order of mention."""

    fields: dict[str, Any] = field(default_factory=dict)
    skills: tuple[str, ...] = ()


def parse_resume(text: str, *, vocabulary: Vocabulary, today: date) -> ParsedResume:
    """What can be read off. Years count the months covered by work spans when no figure is given."""
    sections = cut_into_sections(text)
    labelled = _labelled(text.splitlines())
    city = parse_place(labelled["city"]).city if "city" in labelled else find_city("\n".join(sections.head[:8]))
    fields: dict[str, Any] = {
        "person_name": labelled.get("person_name", "")[:80] or _name(sections.head),
        "title": labelled.get("title", "")[:160] or _title(sections.head),
        "years_experience": _years(labelled.get("years", ""), text, sections, today),
        "city": city[:80],
        "degree": highest_degree(sections.education or "\n".join(sections.head)),
        "education": sections.education[:4000],
        "summary": sections.summary[:4000],
        "experience": sections.experience[:12000],
        "projects": sections.projects[:12000],
        "languages": labelled.get("languages", sections.languages.replace("\n", "; "))[:200],
        "availability": labelled.get("availability", "")[:120],
    }
    return ParsedResume(
        fields=fields | _salary(labelled.get("salary", ""), text), skills=_skills(sections, text, vocabulary)
    )


def _labelled(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        for part in re.split(r"\s*[|｜]\s*|\t", line):
            for name, pattern in _LABELLED.items():
                if name not in found and (match := pattern.match(part.strip(" •·-*"))):
                    found[name] = match["value"].strip()
    return found


def _name(head: list[str]) -> str:
    return next((line for line in head[:3] if _NAME.match(line) and not _JOB_WORD.search(line)), "")


def _title(head: list[str]) -> str:
    for line in head[:6]:
        if len(line) <= 80 and _JOB_WORD.search(line) and not find_contacts(line) and not re.search(r"[。；;.!]", line):
            return line
    return ""


def _years(labelled: str, text: str, sections: Sections, today: date) -> int | None:
    try:
        if labelled and (stated := parse_years(labelled).least) is not None:
            return stated
    except ValueError:
        pass
    if (found := find_years(text).least) is not None:
        return found
    months: set[int] = set()
    for match in _SPAN.finditer(sections.experience):
        start = int(match["from"]) * 12 + int(match["from_month"] or 1)
        end = today.year * 12 + today.month if match["now"] else int(match["to"]) * 12 + int(match["to_month"] or 1)
        if start < end <= start + 600:
            months |= set(range(start, end))
    return len(months) // 12 if months else None


def _salary(text: str, whole: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        salary = parse_salary(text, currency="CNY" if language_of(whole) == TextLanguage.CHINESE else "")
    except ValueError:
        return {"salary_text": text[:120]}
    return {
        "salary_min": salary.least,
        "salary_max": salary.most,
        "salary_currency": salary.currency,
        "salary_period": salary.period,
        "salary_text": text[:120],
    }


def _skills(sections: Sections, text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names from a list under a heading of its own, kept even if unknown, then what the prose names."""
    found: dict[int, str] = {}
    unknown: list[str] = []
    for line in sections.skills.splitlines():
        for name in vocabulary.listed(re.sub(r"^[^:：]{1,20}[:：]", "", line)):
            skill = vocabulary.named(name)
            if skill is not None:
                found.setdefault(skill, name)
            elif vocabulary.extract(name):
                found |= {pk: vocabulary.name_of(pk) for pk in vocabulary.extract(name) if pk not in found}
            elif len(name) <= 24 and len(name.split()) <= 3:
                unknown.append(name)
    for pk in vocabulary.extract(text):
        found.setdefault(pk, vocabulary.name_of(pk))
    return (*found.values(), *unknown)
