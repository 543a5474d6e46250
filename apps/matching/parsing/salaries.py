"""Pay as postings and résumés write it: "15-25K·14薪", "$120k–150k", "1.5万-2万/月", "年薪30万", "面议"."""

import re
from dataclasses import dataclass

from apps.language.folding import squash
from apps.matching.parsing.numerals import NUMBER, amount

MOST = 2_000_000_000

_UNITS = {"k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000, "m": 1_000_000, "": 1}
_FIGURE = re.compile(rf"(?P<figure>{NUMBER})\s*(?P<unit>k|w|m(?![a-z])|千|万)?(?![a-z])")
_BETWEEN = re.compile(
    r"^\s*[^\w\s]{0,3}\s*(?:元|块|rmb|cny|usd|eur|gbp|sgd|hkd|dollars?|euros?)?\s*(?:-|–|—|~|至|到|to|and)\s*[^\d]{0,6}$"
)
_MONTHS = re.compile(
    r"[·•*×x,，\s]?\s*(1[2-9]|2[0-4])\s*(?:薪|个月薪|months? (?:of )?salary|salaries)|[*×x]\s*(1[2-9]|2[0-4])\b"
)
_CURRENCIES = (
    ("HKD", r"hk\$|hkd|港币|港元"),
    ("SGD", r"s\$|sgd|新币|新加坡元"),
    ("TWD", r"nt\$|twd|新台币"),
    ("CAD", r"ca?\$|cad|加元"),
    ("AUD", r"au?\$|aud|澳元"),
    ("EUR", r"€|eur(?:os?)?|欧元"),
    ("GBP", r"£|gbp|pounds?|英镑"),
    ("INR", r"₹|inr|卢比"),
    ("CHF", r"chf|瑞郎"),
    ("JPY", r"jpy|日元|円|yen"),
    ("KRW", r"₩|krw|韩元"),
    ("USD", r"us\$|\$|usd|美元|美金|dollars?"),
    ("CNY", r"¥|cny|rmb|人民币|元|块|万|千|薪"),
)
_PERIODS = (
    ("hour", r"/\s*(?:小时|时|h|hr|hour)\b|/\s*(?:小时|时)|每小时|一小时|时薪|per hour|an hour|hourly|ph\b"),
    ("day", r"/\s*(?:天|日|day)|每天|一天|日薪|per day|a day|daily"),
    (
        "year",
        r"/\s*(?:年|y|yr|year|annum)\b|/\s*年|每年|一年|年薪|per year|per annum|a year|yearly|annual|annum|p\.?a\.?\b",
    ),
    ("month", r"/\s*(?:月|m|mo|month)\b|/\s*月|每月|一个月|月薪|per month|a month|monthly|pcm|\d薪"),
)
_OPEN_ABOVE = re.compile(r"以上|起|\+|at least|from|minimum|min\b|不低于|至少")
_OPEN_BELOW = re.compile(r"以下|以内|up to|at most|maximum|max\b|不超过|最高")
_IN_WORDS = re.compile(
    r"negotiable|competitive|open|doe|tbd|tba|n/?a|unknown|market|confidential|面议|面谈|详谈|待定|电议|保密|不限|优厚|从优"
)
_YEARLY_FROM = {
    "USD": 20_000,
    "EUR": 18_000,
    "GBP": 18_000,
    "CAD": 22_000,
    "AUD": 25_000,
    "CHF": 25_000,
    "CNY": 100_000,
}
_MONTHLY_FROM = {"CNY": 1_000}


@dataclass(frozen=True, slots=True)
class Salary:
    """Whole units of `currency` for each `period`; None and "" are not stated. `months` are salaries a year."""

    least: int | None = None
    most: int | None = None
    currency: str = ""
    period: str = ""
    months: int | None = None


def parse_salary(text: str, *, currency: str = "", period: str = "") -> Salary:
    """Reads `text`; `currency` and `period` are what its column says when the text itself doesn't.

    Without any word for it, the period follows from the size where only one reading makes sense ($120k is a year's).
    Words alone ("面议", "competitive") state nothing. Raises ValueError for figures it can't read, a range in the
    wrong order and a lone word that is no phrase about pay.
    """
    plain = squash(text).strip()
    if not re.search(r"\d", plain):
        if plain and not _says_something(plain):
            raise ValueError(text)
        return Salary()
    if re.match(r"^[-−]\s*\d", plain):
        raise ValueError(text)
    months = _MONTHS.search(plain)
    figures_text = _MONTHS.sub(" ", plain)
    least, most = _figures(figures_text, text)
    found_currency = _first(_CURRENCIES, plain) or currency
    found_period = _first(_PERIODS, plain) or period or _period_by_size(least or most or 0, found_currency)
    return Salary(
        least=least,
        most=most,
        currency=found_currency,
        period=found_period,
        months=int(months[1] or months[2]) if months else None,
    )


def _says_something(plain: str) -> bool:
    words = re.findall(r"[a-z]+", plain)
    return bool(_IN_WORDS.search(plain)) or len(re.findall(r"[㐀-鿿]", plain)) >= 2 or len(words) >= 2 or plain in "-—/"


def _figures(plain: str, original: str) -> tuple[int | None, int | None]:
    found = list(_FIGURE.finditer(plain))
    if not found:
        raise ValueError(original)
    first, second = found[0], found[1] if len(found) > 1 else None
    if second and not _BETWEEN.match(plain[first.end() : second.start()]):
        second = None
    unit = first["unit"] or (second["unit"] if second else None) or ""
    least = amount(first["figure"]) * _UNITS[unit]
    if second is None:
        value = _whole(least, original)
        if _OPEN_BELOW.search(plain):
            return None, value
        return value, None if _OPEN_ABOVE.search(plain) else value
    most = amount(second["figure"]) * _UNITS[second["unit"] or unit]
    if most < least:
        raise ValueError(original)
    return _whole(least, original), _whole(most, original)


def _whole(value: float, original: str) -> int:
    if not 0 < value <= MOST:
        raise ValueError(original)
    return round(value)


def _first(patterns: tuple[tuple[str, str], ...], plain: str) -> str:
    return next((name for name, pattern in patterns if re.search(pattern, plain)), "")


def _period_by_size(value: int, currency: str) -> str:
    if currency in _YEARLY_FROM and value >= _YEARLY_FROM[currency]:
        return "year"
    if currency in _MONTHLY_FROM and value >= _MONTHLY_FROM[currency]:
        return "month"
    return ""
