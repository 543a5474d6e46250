"""Years of experience: "3-5年", "5年以上", "3+ years", "经验不限"."""

import re
from dataclasses import dataclass

from apps.language.folding import squash
from apps.matching.parsing.numerals import with_digits
from apps.matching.profile.models import MOST_YEARS

_LONGEST = 200

# Bounded, so that a long run of digits or spaces is read once and not from each of its places on.
_DIGITS = r"(?<!\d)\d{1,4}(?!\d)"
_NUMBER = rf"({_DIGITS})"
_GAP = r"\s{0,3}"
_YEAR = r"(?:年|years?|yrs?|y)"
_YEARS = rf"{_NUMBER}{_GAP}{_YEAR}?{_GAP}"
_TO = rf"{_GAP}(?:-|–|—|~|至|到|to){_GAP}"
_RANGE = re.compile(rf"{_NUMBER}{_GAP}{_YEAR}?{_TO}{_NUMBER}{_GAP}{_YEAR}?")
_LEAST = re.compile(
    rf"{_NUMBER}{_GAP}(?:\+|plus){_GAP}{_YEAR}?|{_YEARS}(?:\+|(?:及|或)?以上|or more|and (?:above|over|up))"
    rf"|(?:at least|minimum(?: of)?|min\.?|over|more than|至少|不少于|超过){_GAP}{_NUMBER}"
)
_MOST = re.compile(
    rf"{_YEARS}(?:以下|以内|及以下|or less|or fewer)|(?:up to|less than|under|不超过|少于){_GAP}{_NUMBER}"
)
_PLAIN = re.compile(
    rf"^(?:about|around|约)?{_GAP}{_NUMBER}{_GAP}{_YEAR}?(?:{_GAP}(?:of )?(?:工作)?(?:experience|经验|工作年限)?)$"
)
_NONE_NEEDED = re.compile(
    r"不限|无需经验|无经验|不要求|应届|在校|毕业生|entry[- ]level|no experience|not required|any|graduate"
)
_UNDER_A_YEAR = re.compile(rf"^半年|^\d{{1,2}}{_GAP}(?:个月|months?)")
_IN_PROSE = re.compile(
    rf"(?P<years>(?:at least |minimum (?:of )?|至少|不少于)?{_DIGITS}(?:{_GAP}{_YEAR}?{_TO}{_DIGITS})?{_GAP}\+?{_GAP}"
    rf"(?:years?|yrs?|年)\+?(?:(?:及|或)?以上)?)"
    rf"(?P<rest>[^.。;；,，\n]{{0,40}})"
)
_EXPERIENCE = re.compile(r"experience|经验|经历|工作|从业|in a similar")


@dataclass(frozen=True, slots=True)
class Years:
    """Least and most years; None is open or not stated."""

    least: int | None = None
    most: int | None = None


def parse_years(text: str) -> Years:
    """What a field of its own says. "不限" is zero or more; a plain "4" asks for at least four.

    Raises ValueError for what can't be read, ranges in the wrong order and more than 60 years.
    """
    if len(text) > _LONGEST:
        raise ValueError(text[:_LONGEST])
    plain = with_digits(squash(text)).strip()
    if not plain:
        return Years()
    found = _read(plain)
    if found is None:
        raise ValueError(text)
    for value in (found.least, found.most):
        if value is not None and value > MOST_YEARS:
            raise ValueError(text)
    if found.least is not None and found.most is not None and found.least > found.most:
        raise ValueError(text)
    return found


def _read(plain: str) -> Years | None:
    if re.match(r"^[-−]\s*\d", plain):
        return None
    if match := _RANGE.search(plain):
        return Years(int(match[1]), int(match[2]))
    if match := _LEAST.search(plain):
        return Years(least=int(next(filter(None, match.groups()))))
    if match := _MOST.search(plain):
        return Years(least=0, most=int(next(filter(None, match.groups()))))
    if match := _PLAIN.match(plain):
        return Years(least=int(match[1]))
    if _NONE_NEEDED.search(plain) or _UNDER_A_YEAR.search(plain):
        return Years(least=0)
    return None


def find_years(prose: str) -> Years:
    """Experience that a posting asks for in a sentence: "5+ years of ML experience", "三年以上相关工作经验"."""
    plain = with_digits(squash(prose))
    for match in _IN_PROSE.finditer(plain):
        if _EXPERIENCE.search(match["rest"]):
            try:
                return parse_years(match["years"])
            except ValueError:
                continue
    return Years()
