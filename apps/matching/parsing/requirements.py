"""What a posting's prose asks for and offers, each with the line that says it."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from apps.matching.parsing.salaries import parse_salary
from apps.matching.parsing.words import parse_degree
from apps.matching.parsing.years import Years, find_years
from apps.matching.profile.money import Range
from apps.matching.skills.vocabulary import Vocabulary

_NICE = re.compile(r"nice to have|preferred|a plus|bonus|ideally|advantage|加分|优先|更佳|最好", re.IGNORECASE)
_DEGREE = re.compile(r"学历|本科|硕士|博士|大专|\bdegree\b|bachelor|master'?s\b|\bph\.?d\b", re.IGNORECASE)
_PAY_CUE = re.compile(r"薪|工资|待遇|底薪|salary|\bpay\b|compensation|[$€£¥]", re.IGNORECASE)
_FIGURES = r"\d[\d,.]{0,9} ?[k万千w]?"
_PAY = re.compile(
    rf"[$€£¥]? ?{_FIGURES} ?[-‐‑‒–—~～至到] ?[$€£¥]? ?{_FIGURES}"
    r"(?:[元k万千]|/[月年天]|·?\d\d薪| a (?:year|month)| per \w{1,9}){0,3}",
    re.IGNORECASE,
)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value and the line it was read from, as written."""

    value: T
    source: str


def sentences(prose: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[。；;!！])|\n|(?<=[a-z)]\.) ", prose) if part.strip()]


def skills_asked_for(prose: str, vocabulary: Vocabulary) -> tuple[dict[str, str], dict[str, str]]:
    """Required and nice to have, by the sentence that names them: name → that sentence."""
    required: dict[int, str] = {}
    nice: dict[int, str] = {}
    for sentence in re.split(r"[.。;；\n]+", prose):
        target = nice if _NICE.search(sentence) else required
        for skill in vocabulary.extract(sentence):
            target.setdefault(skill, sentence.strip())
    return (
        {vocabulary.name_of(pk): source for pk, source in required.items()},
        {vocabulary.name_of(pk): source for pk, source in nice.items() if pk not in required},
    )


def years_asked_for(prose: str) -> Read[Years] | None:
    """The first sentence that asks for years of experience."""
    return next((Read(years, line) for line in sentences(prose) if (years := find_years(line)) != Years()), None)


def degree_asked_for(prose: str) -> Read[str] | None:
    """The first sentence that asks for a degree."""
    for line in sentences(prose):
        if _DEGREE.search(line):
            try:
                degree = parse_degree(line)
            except ValueError:
                continue
            if degree:
                return Read(degree, line)
    return None


def pay_offered(prose: str, *, currency: str = "") -> Read[Range] | None:
    """The first range of pay; `currency` is what figures without one mean."""
    for line in sentences(prose):
        match = _PAY.search(line) if _PAY_CUE.search(line) else None
        if match is None:
            continue
        try:
            pay = parse_salary(match[0], currency=currency)
        except ValueError:
            continue
        if pay.is_stated and pay.currency and pay.period:
            return Read(pay, line)
    return None
