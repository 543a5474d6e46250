"""Numbers as postings write them: 1.5万, 10k, 60,000, 三."""

import re

NUMBER = r"\d+(?:[.,]\d+)*"
_CHINESE = {"零": 0, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "半": 0}
_LONGEST = 4
_CHINESE_NUMBER = re.compile("[零一二两三四五六七八九十]+")


def amount(digits: str) -> float:
    """ "60,000" and "60.000" are sixty thousand, "1.5" and "1,5" one and a half."""
    parts = re.split(r"[.,]", digits)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and parts[0] != "0":
        return float("".join(parts))
    return float(f"{''.join(parts[:-1])}.{parts[-1]}" if len(parts) > 1 else digits)


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_CHINESE[digit]) for digit in numeral))
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)


def with_digits(text: str) -> str:
    """Chinese numerals before a year or month of experience become digits: "三年以上" → "3年以上"."""

    def replace(match: re.Match[str]) -> str:
        numeral = match[0]
        return str(_value(numeral)) if len(numeral) <= _LONGEST and numeral.count("十") <= 1 else numeral

    return _CHINESE_NUMBER.sub(replace, text)
