"""What the text of a résumé says, as far as rules can tell. The candidate looks it over before anybody relies on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.language.contacts import find as find_contacts
from apps.matching.parsing.dates import find_spans, years_covered
from apps.matching.parsing.places import find_city, parse_place
from apps.matching.parsing.salaries import parse_salary
from apps.matching.parsing.sections import Sections, cut_into_sections, is_heading
from apps.matching.parsing.words import highest_degree
from apps.matching.parsing.years import find_years, parse_years
from apps.matching.profile.languages import language_of
from apps.matching.profile.models import TextLanguage
from apps.matching.skills.vocabulary import Vocabulary

_LABELS = {
    "person_name": r"姓 ?名|(?:full )?name",
    "title": r"求职意向|(?:意向|期望|应聘|目标)(?:岗位|职位)|objective|(?:desired |current )?position|(?:job )?title",
    "years": r"工作年限|工作经验|工作年数|years of experience|(?:work )?experience",
    "city": r"现居(?:住)?(?:地|城市)?|所在(?:地|城市)|居住地|(?:期望|意向)(?:城市|地点)|工作地点|城市"
    r"|location|city|based in|address",
    "salary": r"期望(?:薪资|薪酬|月薪|年薪|工资)|薪资(?:要求|期望)|salary expectations?|expected salary|desired salary",
    "availability": r"到岗时间|到岗|可入职时间|在职状态|求职状态|availability|available(?: from)?|notice period|notice",
    "languages": r"语言(?:能力)?|languages?",
    # Known so that they end the value before them; nobody is ranked by them, so they aren't kept.
    "": r"性别|年龄|出生(?:年月|日期)|民族|籍贯|婚姻状况|政治面貌|电话|手机|邮箱|微信|学历|毕业院校|专业"
    r"|gender|age|born|date of birth|nationality|phone|tel|mobile|e-?mail|website|linkedin|github",
}
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s|｜;；,，·•]))(?:"
    + "|".join(f"(?P<l{place}>{words})" for place, words in enumerate(_LABELS.values()))
    + r") ?[:：] ?",
    re.IGNORECASE,
)
_JOB_WORD = re.compile(
    r"engineer|developer|manager|designer|analyst|scientist|nurse|teacher|consultant|accountant|specialist|architect"
    r"|director|assistant|writer|planner|工程师|经理|设计师|分析师|科学家|护士|教师|老师|顾问|会计|专员|主管|总监|架构师|运营|助理|开发|编辑",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?:[㐀-鿿·]{2,6}|[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){0,3})$")
_DOCUMENT = re.compile(
    r"^(?:个人|求职|我的|中文|英文)?(?:简历|履历(?:表)?|求职信)$"
    r"|^(?:curriculum vitae|r[ée]sum[ée]|cv|personal details|profile)$",
    re.IGNORECASE,
)
_PAY_IN_A_SENTENCE = re.compile(
    r"(?:期望|希望|要求)[^。；;\n]{0,8}?(?:薪资|薪酬|月薪|年薪|工资|待遇)[^\d。；;\n]{0,6}(?P<zh>[\d¥$€£][^。；;，,\n]{0,24})"
    r"|(?:salary|pay|compensation)[^.;\n\d$€£¥]{0,40}(?P<en>[$€£¥\d][^;\n]{0,24})",
    re.IGNORECASE,
)
_NOTICE_IN_A_SENTENCE = re.compile(
    r"(?P<zh>(?:一个?月|两周|[一二两三\d] ?(?:周|个月|天)|随时|立即|马上)(?:内|后)?(?:即可|可以?)?(?:到岗|入职)"
    r"|(?:随时|立即)到岗)"
    r"|(?P<en>(?:(?:one|two|three|four|\d{1,2})[ -](?:weeks?|months?)(?:'|’)?s? notice"
    r"|available (?:immediately|now|from [^.;\n]{1,30})))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ParsedResume:
    """`fields` by the names of `Resume`; None and "" weren't found. `skills` by name, in order of mention."""

    fields: dict[str, Any] = field(default_factory=dict)
    skills: tuple[str, ...] = ()


def parse_resume(text: str, *, vocabulary: Vocabulary, today: date) -> ParsedResume:
    """What can be read off. Years are the figure that its own label gives, else the months that the work covers, else
    what a sentence outside the work says."""
    sections = cut_into_sections(text)
    labelled = _labelled(text.splitlines())
    city = parse_place(labelled["city"]).city if "city" in labelled else find_city("\n".join(sections.head[:8]))
    fields: dict[str, Any] = {
        "person_name": _as_name(labelled.get("person_name", "")) or _name(sections.head),
        "title": labelled.get("title", "")[:160] or _title(sections.head),
        "years_experience": _years(labelled.get("years", ""), sections, today),
        "city": city[:80],
        "degree": highest_degree(sections.education or "\n".join(sections.head)),
        "education": sections.education[:4000],
        "summary": sections.summary[:4000],
        "experience": sections.experience[:12000],
        "projects": sections.projects[:12000],
        "languages": labelled.get("languages", sections.languages.replace("\n", "; "))[:200],
        "availability": (labelled.get("availability", "") or _in_a_sentence(_NOTICE_IN_A_SENTENCE, sections))[:120],
    }
    pay = labelled.get("salary", "") or _in_a_sentence(_PAY_IN_A_SENTENCE, sections)
    return ParsedResume(fields=fields | _salary(pay, text), skills=_skills(sections, text, vocabulary))


def _labelled(lines: Iterable[str]) -> dict[str, str]:
    """The values behind labels; each ends where the next label or a bar begins."""
    names = list(_LABELS)
    values: dict[str, str] = {}
    for line in lines:
        for part in re.split(r"[|｜\t]", line):
            labels = list(_LABEL.finditer(part.strip(" •·-*")))
            stripped = part.strip(" •·-*")
            if not labels or labels[0].start() > 0:
                continue
            for place, label in enumerate(labels):
                end = labels[place + 1].start() if place + 1 < len(labels) else len(stripped)
                name = names[int(str(label.lastgroup)[1:])]
                value = stripped[label.end() : end].strip(" ;；,，·•")
                if name and value:
                    values.setdefault(name, value)
    return values


def _as_name(text: str) -> str:
    return text if 0 < len(text) <= 80 and not re.search(r"[:：\d]", text) else ""


def _name(head: list[str]) -> str:
    """A word alone is a name only where the résumé begins."""
    for place, line in enumerate(head[:3]):
        is_other = _JOB_WORD.search(line) or _DOCUMENT.match(line) or is_heading(line) or find_city(line) == line
        if _NAME.match(line) and not is_other and (place == 0 or " " in line or not line.isascii()):
            return line
    return ""


def _title(head: list[str]) -> str:
    for line in head[:6]:
        is_title = len(line) <= 80 and _JOB_WORD.search(line) and not re.search(r"[。；;.!:：]", line)
        if is_title and not find_contacts(line):
            return line
    return ""


def _years(labelled: str, sections: Sections, today: date) -> int | None:
    try:
        if labelled and (stated := parse_years(labelled).least) is not None:
            return stated
    except ValueError:
        pass
    covered = years_covered(find_spans(sections.experience, today=today))
    if covered is not None:
        return covered
    return find_years("\n".join([*sections.head, sections.summary])).least


def _in_a_sentence(pattern: re.Pattern[str], sections: Sections) -> str:
    match = pattern.search("\n".join([*sections.head, sections.summary, sections.other]))
    return (match["zh"] or match["en"]).strip(" .。") if match else ""


def _salary(text: str, whole: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        pay = parse_salary(text, currency="CNY" if language_of(whole) == TextLanguage.CHINESE else "")
    except ValueError:
        return {"salary_text": text[:120]}
    return {
        "salary_min": pay.least,
        "salary_max": pay.most,
        "salary_currency": pay.currency,
        "salary_period": pay.period,
        "salary_text": text[:120],
    }


def _skills(sections: Sections, text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names from a list under a heading of its own, kept even if unknown, then what the prose names."""
    known: dict[int, str] = {}
    unknown: list[str] = []
    for line in sections.skills.splitlines():
        for name in vocabulary.listed(re.sub(r"^[^:：]{1,20}[:：]", "", line)):
            skill = vocabulary.named(name)
            if skill is not None:
                known.setdefault(skill, name)
            elif vocabulary.extract(name):
                known |= {pk: vocabulary.name_of(pk) for pk in vocabulary.extract(name) if pk not in known}
            elif len(name) <= 24 and len(name.split()) <= 3:
                unknown.append(name)
    for pk in vocabulary.extract(text):
        known.setdefault(pk, vocabulary.name_of(pk))
    return (*known.values(), *unknown)
