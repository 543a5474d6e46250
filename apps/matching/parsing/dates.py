"""Dates and spans as people write them, in one grammar for résumés, forms and imports: "2018.03 - 至今",
"Jan 2018 – Mar 2022", "03/18–05/22", "2018年3月1日至2022年3月1日", "二〇一八年三月", "5 December 2026"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apps.language.folding import squash

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_GAP = r"\s{0,2}"
_NOT_IN_A_NUMBER = r"(?<![\d.,/])"
# Alternatives from the most to the least precise: the first that fits is taken.
_POINT = re.compile(
    rf"{_NOT_IN_A_NUMBER}(?:"
    rf"(?P<y1>{_YEAR}){_GAP}年{_GAP}(?P<m1>{_MONTH}){_GAP}月(?:{_GAP}(?P<d1>{_DAY}){_GAP}[日号])?"
    rf"|(?P<y2>{_YEAR})(?P<sep2>[-/.])(?P<m2>{_MONTH})(?:(?P=sep2)(?P<d2>{_DAY}))?"
    rf"|(?P<d3>{_DAY})(?:st|nd|rd|th)?[\s-]{{1,2}}(?P<n3>{_NAME})[\s,-]{{0,2}}(?P<y3>{_YEAR})"
    rf"|(?P<n4>{_NAME}){_GAP}(?P<d4>{_DAY})(?:st|nd|rd|th)?,?{_GAP}(?P<y4>{_YEAR})"
    rf"|(?P<n5>{_NAME})[\s,/-]{{0,2}}(?P<y5>{_YEAR}|['’]\d\d(?!\d)|\d\d(?![\d/.-]))"
    rf"|(?P<a6>\d{{1,2}})(?P<sep6>[-/.])(?P<b6>\d{{1,2}})(?P=sep6)(?P<y6>{_YEAR})"
    rf"|(?P<m7>{_MONTH})[-/.](?P<y7>{_YEAR})"
    rf"|(?P<m8>0[1-9]|1[0-2])/(?P<y8>'?\d\d(?![\d/]))"
    rf"|(?P<y9>{_YEAR}){_GAP}年?"
    r")",
    re.IGNORECASE,
)
_DASHES = r"[-‐‑‒–—―−~〜]"
_BETWEEN = re.compile(rf"^\s{{0,3}}(?:{_DASHES}{{1,2}}|至|到|to|until|till|through|bis)\s{{0,3}}$")
_NOW = r"(?:至今|迄今|到现在|目前|现在|今|present|now|current(?:ly)?|today|(?:to|till|until) date|date|ongoing|heute)"
_TO_NOW = re.compile(rf"^\s{{0,3}}(?:(?:{_DASHES}{{1,2}}|至|到|to|until|till)\s{{0,3}})?{_NOW}(?![a-z])")
_OPEN_END = re.compile(r"^\s{0,2}(?:起|开始)|^\s{0,2}(?:年)?以来")
_SINCE = re.compile(r"(?:\bsince|自|从)\s{0,2}$")
_HAN_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=\s?年)")
_HAN_MONTH_OR_DAY = re.compile(r"(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=\s?[月日号])")
_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
LONGEST_YEARS = 60
"""A span of more years than a working life is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month or a day; 0 is what isn't stated."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """From a month to another, counted in months since the year 0; `until` isn't part of it. `line` is where it
    stands, as written; `is_open` says that it goes on until today."""

    since: int
    until: int
    is_open: bool
    line: str


def parse_day(text: str) -> date:
    """The one day that `text` names. Raises ValueError for anything less, for days that don't exist, and for
    "03/04/2026", which is March to some and April to others."""
    plain = _plain(text).strip()
    match = _POINT.match(plain)
    rest = plain[match.end() :].strip() if match else ""
    if match is None or (rest and not re.match(r"^t?\d{1,2}:\d\d", rest)):
        raise ValueError(text)
    point = _point(match)
    if point is None or not point.day:
        raise ValueError(text)
    return date(point.year, point.month, point.day)


def find_spans(text: str, *, today: date) -> list[Span]:
    """The spans that `text` names, line by line. One that ends before it begins, lasts longer than a working life or
    reaches into the future is left out: it must be asked, not counted."""
    this_month = today.year * 12 + today.month - 1
    spans = []
    for line in text.splitlines():
        for since, until in _pairs(_plain(line)):
            start = since.year * 12 + max(since.month, 1) - 1
            end = this_month if until is None else until.year * 12 + (until.month if until.month else 0)
            if start < end <= start + LONGEST_YEARS * 12 and end <= this_month + 1:
                spans.append(Span(start, end, until is None, line.strip()))
    return spans


def years_covered(spans: Iterable[Span]) -> int | None:
    """Whole years of the months that they cover, each month once; None without any."""
    months = {month for span in spans for month in range(span.since, span.until)}
    return len(months) // 12 if months else None


def _plain(text: str) -> str:
    plain = _HAN_YEAR.sub(lambda match: "".join(str(_DIGITS[digit]) for digit in match[0]), squash(text))
    return _HAN_MONTH_OR_DAY.sub(lambda match: str(_number(match[0])), plain)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS[numeral]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _pairs(line: str) -> Iterable[tuple[Point, Point | None]]:
    matches = [(match, point) for match in _POINT.finditer(line) if (point := _point(match)) is not None]
    place = 0
    while place < len(matches):
        match, point = matches[place]
        place += 1
        after = line[match.end() : match.end() + 24]
        if place < len(matches) and _BETWEEN.match(line[match.end() : matches[place][0].start()]):
            yield point, matches[place][1]
            place += 1
        elif _TO_NOW.match(after) or _OPEN_END.match(after) or _SINCE.search(line[: match.start()][-8:]):
            yield point, None


def _point(match: re.Match[str]) -> Point | None:
    """None for what looks like a date and is none, or could be two."""
    part = match.groupdict()
    year = next(value for name, value in part.items() if name.startswith("y") and value)
    name = part["n3"] or part["n4"] or part["n5"]
    month = int(part["m1"] or part["m2"] or part["m7"] or part["m8"] or 0)
    day = int(part["d1"] or part["d2"] or part["d3"] or part["d4"] or 0)
    if name:
        month = _NAMES.index(name[:3]) + 1
    if part["a6"]:
        day, month = int(part["a6"]), int(part["b6"])
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            return None
    point = Point(_whole_year(year.lstrip("'’")), month, day)
    try:
        date(point.year, point.month or 1, point.day or 1)
    except ValueError:
        return None
    return point


def _whole_year(digits: str) -> int:
    """Two digits are the last hundred years': '18 is 2018, '87 is 1987."""
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) < 50 else 1900 + int(digits)
