"""Levels, degrees and kinds of employment, from a field of their own or out of a sentence."""

import re

from apps.language.folding import squash
from apps.matching.profile.models import Degree, Employment, Level

_LEVELS = (
    (Level.INTERN, r"intern\b|internship|trainee|实习"),
    (Level.DIRECTOR, r"director|vp\b|vice president|head of|chief|c[etof]o\b|executive|总监|副总|总经理"),
    (Level.LEAD, r"lead\b|leader|principal|staff\b|architect|manager|负责人|主管|经理|专家|架构师|组长"),
    (Level.SENIOR, r"senior|sr\b|高级|资深"),
    (Level.MID, r"mid\b|mid[- ]?level|middle|intermediate|medior|中级"),
    (Level.JUNIOR, r"junior|jr\b|entry|graduate|associate|初级|助理|应届"),
)
_DEGREES = (
    (Degree.DOCTORATE, r"ph\.?\s?d|doctora(?:te|l)|dr\.? rer|博士"),
    (Degree.MASTER, r"master'?s?\b|\bm\.?\s?sc?\b\.?|\bmba\b|\bm\.?\s?a\b\.?(?= in| of|,)|\bm\.?eng\b|硕士|研究生"),
    (
        Degree.BACHELOR,
        r"bachelor'?s?|\bb\.?\s?sc?\b\.?|\bb\.?\s?a\b\.?(?= in| of|,)|\bb\.?eng\b|undergraduate|本科|学士",
    ),
    (Degree.COLLEGE, r"associate'?s? degree|diploma|college|大专|专科|高职"),
    (Degree.HIGH_SCHOOL, r"high[- ]?school|secondary|高中|中专|职高|初中|技校"),
)
_NO_DEGREE = re.compile(r"不限|不要求|any|none|not required|no degree|无要求")
_EMPLOYMENTS = (
    (Employment.INTERNSHIP, r"intern|实习"),
    (Employment.PART_TIME, r"part[- ]?time|兼职"),
    (Employment.TEMPORARY, r"temporary|seasonal|temp\b|临时|短期"),
    (Employment.CONTRACT, r"contract|freelance|外包|合同工|项目制|劳务"),
    (Employment.FULL_TIME, r"full[- ]?time|permanent|全职|正式"),
)


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    return next((str(value) for value, pattern in patterns if re.search(pattern, text)), "")


def parse_level(text: str) -> str:
    """A `Level`, or "" when none of its words occurs."""
    return _first(_LEVELS, squash(text))


def parse_degree(text: str) -> str:
    """The least degree that a field names ("本科及以上", "本科/硕士" are both a bachelor's); "" for 不限.

    Raises ValueError for words that name none.
    """
    plain = squash(text).strip()
    if not plain or _NO_DEGREE.search(plain):
        return ""
    found = _first(tuple(reversed(_DEGREES)), plain)
    if not found:
        raise ValueError(text)
    return found


def highest_degree(prose: str) -> str:
    """The highest degree that an account of somebody's education names, or ""."""
    return _first(_DEGREES, squash(prose))


def parse_employment(text: str) -> str:
    """An `Employment`, or "" when none of its words occurs."""
    return _first(_EMPLOYMENTS, squash(text))
