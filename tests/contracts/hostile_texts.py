"""Texts that are made to keep a rule busy, and the rules of the product that read what people write."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType
from typing import Any

import apps
from apps.chat.answers import earnest
from apps.feedback.triage import spam
from apps.matching.facts.topics import open_topics, open_topics_of_resume
from apps.matching.jobs.models import Job
from apps.matching.parsing.resumes import parse_resume
from apps.matching.resumes.models import Resume
from apps.matching.skills.models import AliasReach
from apps.matching.skills.vocabulary import Spelling, Vocabulary

Rule = Callable[[str], object]

LENGTH = 60_000
"""As long as the longest text that the product takes, a résumé's."""

_FEW = ("1", "a", "工", " ", "😀", "-")
_RUNS = ("1", "a", "A", "工", "三", " ", "\n", "\t", ".", "-", ",", "、", "/", "(", "{", "*", "|", "😀", "\u200b", "٣")
_PAIRS = ("1-", "a@", "¥1", "a ", "1 ", "a.", "1,", "1.", "+1", "(1", "1年", "一年", "A b ", "0 - ", "\n-", "a\n", "- ")
_HITS = (
    "a@b.cc ",
    "13800138000 ",
    "www.a.cc,",
    "微信号：abcde ",
    "3-5年经验",
    "5+ years of experience, ",
    "15-25K·14薪 ",
    "Go, ",
    "Java/",
    "好的",
    "谢谢你",
    "刷单",
    "北京/",
    "not good ",
    "技能\n",
    "2019-2021 ",
    "{me.name|x}",
    "{?day}",
    "Job title: ",
)
# What many rules begin with; each is followed by a long run of one character, which ends in what few rules expect.
_BEGINNINGS = (
    "1",
    "a",
    "$",
    "年薪",
    "5 years",
    "3-",
    "a@",
    "www.",
    "微信",
    "skills",
    "using",
    "Go,",
    "北京",
    "{",
    "(",
    "期望薪资:",
)


def few_texts() -> dict[str, str]:
    """For what takes its time and reads only the beginning of a text."""
    return {repr(piece): piece * LENGTH for piece in _FEW}


def hostile_texts(*, with_hits: bool = True) -> Iterator[tuple[str, str]]:
    """Each with a name. Besides plain repetitions there are beginnings of what rules look for, followed by runs that
    lead nowhere: a rule that tries them again from each place on takes the square of their length."""
    for piece in (*_RUNS, *_PAIRS, *(_HITS if with_hits else ())):
        yield repr(piece), (piece * LENGTH)[:LENGTH]
    run = LENGTH // len(_BEGINNINGS)
    for piece in ("1", "a", "工", " ", ".", "a ", "1 ", "-"):
        parts = (beginning + (piece * run)[: run - len(beginning) - 1] + "!" for beginning in _BEGINNINGS)
        yield f"runs of {piece!r}", "".join(parts)
    yield "phrases, then a word", "好的" * (LENGTH // 2) + "车"


# How a function names what somebody wrote. One whose required parameters are all of these is a rule.
_WRITTEN = frozenset(
    (
        *("text", "body", "prose", "plain", "question", "answer", "query", "a", "b", "one", "other", "city", "line"),
        *("header", "template", "clause", "comment", "digits", "asked", "said", "haystack", "part", "content"),
        *("value", "title", "summary"),
    )
)
# Doors, and what asks the database: they call rules, but are none.
_DOORS = frozenset({"migrations", "management", "admin", "api", "views", "selectors", "services", "templatetags"})
# Not rules about what people write.
_OTHERS = frozenset(
    {
        "apps.education.markdown",  # articles are written by operators
        "apps.education.shipped",  # articles as they are shipped
    }
)


def text_rules() -> dict[str, Rule]:
    """Every pattern and every public function of the product that reads a text, by name."""
    rules: dict[str, Rule] = dict(_rules_with_company())
    for module in _modules():
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
                if (rule := _rule_of(value)) is not None:
                    rules[f"{module.__name__}.{name}"] = rule
            else:
                rules |= {where: _searched(pattern) for where, pattern in _patterns(value, f"{module.__name__}.{name}")}
    return rules


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(apps.__path__, "apps."):
        if not _DOORS.intersection(found.name.split(".")) and found.name not in _OTHERS:
            yield importlib.import_module(found.name)


def _rule_of(function: Callable[..., object]) -> Rule | None:
    needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    if not needed or any(p.annotation not in (str, "str") or p.name not in _WRITTEN for p in needed):
        return None
    return lambda text: function(**{p.name: text for p in needed})


def _patterns(value: Any, where: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _patterns(inner, f"{where}[{key}]")
    elif type(value) in (tuple, list):
        for place, inner in enumerate(value):
            yield from _patterns(inner, f"{where}[{place}]")


def _searched(pattern: re.Pattern[str]) -> Rule:
    return lambda text: (sum(1 for _ in pattern.finditer(text)), pattern.fullmatch(text))


def _rules_with_company() -> Iterator[tuple[str, Rule]]:
    """Rules that need more than the text."""
    spellings = [Spelling("Java", 1), Spelling("Go", 2, AliasReach.ENUMERATION), Spelling("C/C++", 3)]
    vocabulary = Vocabulary(spellings)
    yield "skills in a text", vocabulary.extract
    yield "skills in a list", vocabulary.listed
    yield "a résumé's file", lambda text: parse_resume(text, vocabulary=vocabulary, today=date(2026, 1, 1))
    yield "spam", lambda text: spam.judge_spam(text, invalid_share=0.5, repeats=1)
    yield "copies", lambda text: earnest.is_copy(text, [text[:-1]])
    yield "what a job leaves open", lambda text: open_topics(Job(description=text))
    yield "what a résumé leaves open", lambda text: open_topics_of_resume(Resume(experience=text))
