"""Reading the cells of a row: each reader gives the value, None or "" when nothing is stated, or a RowDefect."""

import ast
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from apps.language.cleaning import UnusableText, clean
from apps.language.folding import squash
from apps.matching.importing.defects import RowDefect
from apps.matching.parsing.dates import parse_day
from apps.matching.parsing.places import Place, parse_place
from apps.matching.parsing.salaries import parse_salary
from apps.matching.parsing.words import parse_degree
from apps.matching.parsing.years import Years, find_years, parse_years
from apps.matching.profile.money import Range
from apps.matching.skills.vocabulary import Vocabulary

_YES = {"yes", "y", "true", "1", "是", "可", "可以", "支持", "remote", "远程", "接受", "愿意"}
_NO = {"no", "n", "false", "0", "否", "不可", "不可以", "不支持", "on-site", "onsite", "不接受", "不愿意", "坐班"}
_UNKNOWN = {"", "-", "—", "/", "n/a", "na", "null", "none", "未知", "unknown", "不详", "无"}
_BRACKETS = re.compile(r"[\[\](){}'\"]")
_DAYS_AGO = re.compile(r"^(\d{1,3}) ?(?:天前|days? ago)")
_TODAY = re.compile(
    r"^(?:今天|今日|刚刚|today|just now|\d{1,2}:\d\d|\d{1,2} ?(?:小时|分钟|hours?|minutes?) ?(?:前|ago))"
)
_YESTERDAY = re.compile(r"^(?:昨天|昨日|yesterday)")
_PERIOD_WORDS = {
    **dict.fromkeys(("month", "monthly", "月", "月薪"), "month"),
    **dict.fromkeys(("year", "yearly", "annual", "年", "年薪"), "year"),
    **dict.fromkeys(("day", "daily", "日", "天", "日薪"), "day"),
    **dict.fromkeys(("hour", "hourly", "小时", "时薪"), "hour"),
}
_HAN = re.compile(r"[㐀-鿿]")


def _years(text: str) -> Years:
    return parse_years(text) if len(text) <= 40 else find_years(text)


def _listed(text: str, vocabulary: Vocabulary) -> list[str]:
    """The names in a cell: parted by commas, 、；| and the like, or a list as JSON or Python writes it."""
    if text[:1] not in "[({":
        return vocabulary.listed(text)
    try:
        entries = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return vocabulary.listed(_BRACKETS.sub("", text))
    if isinstance(entries, set):
        entries = sorted(entries, key=str)
    if not isinstance(entries, list | tuple):
        return vocabulary.listed(_BRACKETS.sub("", text))
    return list(dict.fromkeys(str(entry).strip() for entry in entries if str(entry).strip()))


class Cells:
    """One row seen through the columns that were recognised."""

    def __init__(self, cells: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self._cells = cells
        self._headers = headers

    def header(self, field: str) -> str:
        """The name that the file gives the column of this field."""
        return self._headers.get(field, field)

    def raw(self, field: str) -> Any:
        return self._cells.get(self._headers[field]) if field in self._headers else None

    def content(self) -> dict[str, str]:
        """What the recognised cells hold, as written. When it was posted isn't part of what a row is: "3 days ago" is
        another word each day."""
        raw = {field: self.raw(field) for field in self._headers if field != "posted_at"}
        return {
            field: value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
            for field, value in raw.items()
            if value not in (None, "")
        }

    def text(self, field: str, *, max_length: int) -> str:
        value = self.raw(field)
        if value is None or isinstance(value, bool):
            return ""
        if isinstance(value, list):
            value = "\n".join(str(part) for part in value)
        elif isinstance(value, dict):
            raise RowDefect("bad_type", self.header(field))
        text = str(value)
        if squash(text).strip() in _UNKNOWN:
            return ""
        try:
            return clean(text, max_length=max_length)
        except UnusableText as error:
            if error.code == "empty":
                return ""
            raise RowDefect("too_long" if error.code == "too_long" else "bad_text", self.header(field)) from error

    def _read(self, field: str, code: str, reader: Callable[[str], Any], *, max_length: int = 120) -> Any:
        text = self.text(field, max_length=max_length)
        try:
            return reader(text) if text else None
        except ValueError as error:
            raise RowDefect(code, self.header(field), text[:60]) from error

    def years(self) -> Years:
        stated = self._read("years", "bad_years", _years, max_length=4000) or Years()
        least, most = self.whole("years_min"), self.whole("years_max")
        found = Years(stated.least if least is None else least, stated.most if most is None else most)
        if found.least is not None and found.most is not None and found.least > found.most:
            raise RowDefect("range_reversed", self.header("years_max"))
        return found

    def salary(self) -> tuple[Range, str]:
        """Pay and the words that stated it; a Chinese column means yuan unless it says otherwise."""
        field = "salary_year" if self.raw("salary_year") else "salary"
        is_chinese = bool(_HAN.search(self.header(field)) or _HAN.search(str(self.raw(field) or "")))
        currency = self.text("salary_currency", max_length=3).upper()
        period = self._period("year" if field == "salary_year" else "")
        defaults = {"currency": currency or ("CNY" if is_chinese else ""), "period": period}
        text = self.text(field, max_length=120)
        read = self._read(field, "bad_salary", lambda text: parse_salary(text, **defaults)) or Range()
        least, most = self.whole("salary_min"), self.whole("salary_max")
        if least is None and most is None:
            return read, text
        if least is not None and most is not None and least > most:
            raise RowDefect("range_reversed", self.header("salary_max"))
        return Range(least, most, currency or read.currency, period or read.period, read.months), text

    def _period(self, default: str) -> str:
        text = squash(self.text("salary_period", max_length=20))
        return _PERIOD_WORDS.get(text, default)

    def degree(self) -> str:
        return self._read("degree", "bad_degree", parse_degree, max_length=1000) or ""

    def place(self) -> Place:
        place = parse_place(self.text("location", max_length=160))
        if len(place.city) > 80 or len(place.region) > 80:
            raise RowDefect("too_long", self.header("location"))
        return place

    def whole(self, field: str) -> int | None:
        def read(text: str) -> int:
            number = float(text.replace(",", ""))
            if number != int(number) or not 0 <= number <= 2_000_000_000:
                raise ValueError(text)
            return int(number)

        return self._read(field, "bad_number", read)

    def flag(self, field: str) -> bool | None:
        value = self.raw(field)
        if isinstance(value, bool):
            return value

        def read(text: str) -> bool:
            plain = squash(text).strip()
            if plain in _YES or plain in _NO:
                return plain in _YES
            raise ValueError(text)

        return self._read(field, "bad_flag", read)

    def day(self, field: str) -> date | None:
        """The one day that a date names."""
        day: date | None = self._read(field, "bad_date", parse_day)
        return day

    def posted(self, field: str, *, today: date) -> date | None:
        """The day on which it was posted elsewhere, also "3天前" and "yesterday"; None for what can't be told and for
        days to come."""
        text = squash(self.text(field, max_length=40))
        if match := _DAYS_AGO.match(text):
            day = today - timedelta(days=int(match[1]))
        elif _TODAY.match(text):
            day = today
        elif _YESTERDAY.match(text):
            day = today - timedelta(days=1)
        else:
            try:
                day = parse_day(text)
            except ValueError:
                return None
        return day if day <= today else None

    def names(self, field: str, vocabulary: Vocabulary) -> list[str]:
        """A list of skills, given as a list or as text."""
        value = self.raw(field)
        if isinstance(value, list):
            if not all(isinstance(name, str) for name in value):
                raise RowDefect("bad_type", self.header(field))
            names = [name.strip() for name in value if name.strip()]
        else:
            names = _listed(self.text(field, max_length=4000), vocabulary)
        if len(names) > 50:
            raise RowDefect("too_many_skills")
        if any(len(name) > 80 for name in names):
            raise RowDefect("too_long", self.header(field))
        for name in names:
            try:
                clean(name, max_length=80)
            except UnusableText as error:
                raise RowDefect("bad_text", self.header(field)) from error
        return names
