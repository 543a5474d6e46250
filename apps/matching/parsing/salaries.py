"""Pay as postings and résumés write it: "15-25K·14薪", "$120k–150k", "1.5万-2万/月", "年薪30万", "面议"."""

import re

from apps.language.folding import squash
from apps.matching.parsing.numerals import NUMBER, amount
from apps.matching.profile.money import Range

MOST = 2_000_000_000
_LONGEST = 500  # longer texts aren't pay, they are about it

_UNITS = {"k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000, "m": 1_000_000, "": 1}
# Bounded, so that a long run of spaces is read once and not from each of its places on.
_GAP = r"\s{0,3}"
_FIGURE = re.compile(rf"(?P<figure>{NUMBER}){_GAP}(?P<unit>k|w|m(?![a-z])|千|万)?(?![a-z])")
_TEN_THOUSANDS_AND = re.compile(r"(?<!\d)(\d{1,9})(万|千)(\d)千?(?![\d.万千kw])")
_BETWEEN = re.compile(
    rf"^{_GAP}[^\w\s]{{0,3}}{_GAP}(?:元|块|rmb|cny|usd|eur|gbp|sgd|hkd|dollars?|euros?)?{_GAP}"
    r"(?:[-‐‑‒–—―−~〜]|至|到|to|and)\s{0,3}[^\d]{0,6}$"
)
_MONTHS = re.compile(
    rf"[·•*×x,，\s]?{_GAP}(1[2-9](?:\.5)?|2[0-4](?:\.5)?){_GAP}(?:薪|个月薪|months? (?:of )?salary|salaries)"
    rf"|[*×x]{_GAP}(1[2-9](?:\.5)?|2[0-4](?:\.5)?)(?![\d.])"
)
_CURRENCIES = (
    ("HKD", r"(?<![a-z])hk\$|hkd|港币|港元"),
    ("SGD", r"(?<![a-z])s\$|sgd|新币|新加坡元"),
    ("TWD", r"nt\$|twd|新台币"),
    ("CAD", r"(?<![a-z])ca?\$|cad|加元"),
    ("AUD", r"(?<![a-z])au?\$|aud|澳元"),
    ("EUR", r"€|(?<![a-z])eur(?:os?)?(?![a-z])|欧元"),
    ("GBP", r"£|gbp|pounds?|英镑"),
    ("INR", r"₹|inr|卢比"),
    ("CHF", r"chf|瑞郎"),
    ("JPY", r"jp¥|jpy|日元|円|(?<![a-z])yen(?![a-z])"),
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


def parse_salary(text: str, *, currency: str = "", period: str = "") -> Range:
    """Reads `text`; `currency` and `period` are what its column says when the text itself doesn't.

    Without any word for it, the period follows from the size where only one reading makes sense ($120k is a year's).
    Words alone ("面议", "competitive") state nothing, and neither do figures that would have to be stored as others:
    parts of a unit ("£13.50 an hour") and more than one pay at once ("base 100k + 20k bonus") stay in words. Raises
    ValueError for figures it can't read, a range in the wrong order and a lone word that is no phrase about pay.
    """
    if len(text) > _LONGEST:
        return Range()
    plain = _TEN_THOUSANDS_AND.sub(r"\1.\3\2", squash(text)).strip()
    if not re.search(r"\d", plain):
        if plain and not _says_something(plain):
            raise ValueError(text)
        return Range()
    if re.match(r"^[-−]\s*\d", plain):
        raise ValueError(text)
    months = _MONTHS.search(plain)
    figures_text = _MONTHS.sub(" ", plain)
    amounts = _figures(figures_text, text)
    least, most = amounts or (None, None)
    found_currency = _first(_CURRENCIES, plain) or currency
    found_period = _first(_PERIODS, plain) or period or _period_by_size(least or most or 0, found_currency)
    return Range(
        least=least,
        most=most,
        currency=found_currency,
        period=found_period,
        months=float(months[1] or months[2]) if months and amounts else None,
    )


def _says_something(plain: str) -> bool:
    words = re.findall(r"[a-z]+", plain)
    return bool(_IN_WORDS.search(plain)) or len(re.findall(r"[㐀-鿿]", plain)) >= 2 or len(words) >= 2 or plain in "-—/"


def _figures(plain: str, original: str) -> tuple[int | None, int | None] | None:
    """The least and the most; None for what can't be stored as it stands."""
    figures = list(_FIGURE.finditer(plain))
    if not figures:
        raise ValueError(original)
    first, second = figures[0], figures[1] if len(figures) > 1 else None
    if second and not _BETWEEN.match(plain[first.end() : second.start()]):
        second = None
    if any(_is_pay(figure) for figure in figures[2 if second else 1 :]):
        return None
    unit = first["unit"] or (second["unit"] if second else None) or ""
    least = _whole(amount(first["figure"]) * _UNITS[unit], original)
    if second is None:
        if least is None:
            return None
        if _OPEN_BELOW.search(plain):
            return None, least
        return least, None if _OPEN_ABOVE.search(plain) else least
    most = _whole(amount(second["figure"]) * _UNITS[second["unit"] or unit], original)
    if least is None or most is None:
        return None
    if most < least:
        raise ValueError(original)
    return least, most


def _is_pay(figure: re.Match[str]) -> bool:
    """Another amount, and not hours, days or shares that are named beside it."""
    return bool(figure["unit"]) or amount(figure["figure"]) >= 1_000


def _whole(value: float, original: str) -> int | None:
    """None for parts of a unit, which no field can hold. Raises ValueError for what nobody is paid."""
    if not 0 < value <= MOST:
        raise ValueError(original)
    return round(value) if abs(value - round(value)) < 1e-6 else None


def _first(patterns: tuple[tuple[str, str], ...], plain: str) -> str:
    return next((name for name, pattern in patterns if re.search(pattern, plain)), "")


def _period_by_size(value: int, currency: str) -> str:
    if currency in _YEARLY_FROM and value >= _YEARLY_FROM[currency]:
        return "year"
    if currency in _MONTHLY_FROM and value >= _MONTHLY_FROM[currency]:
        return "month"
    return ""
