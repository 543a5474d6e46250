"""Dates and spans of work, in the many ways people write them. What could be two dates is none."""

from datetime import date
from time import process_time

import pytest

from apps.matching.parsing.dates import find_spans, parse_day, years_covered

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Northwind, Jan 2020 to date", 6),
        ("Jan 2018 - Mar 2022", 4),
        ("June 2015 – February 2019", 3),
        ("Sept. 2017 — Aug. 2019", 2),
        ("Jan '18 – Mar '22", 4),
        ("03/2018 - 05/2022", 4),
        ("07/2014 - 06/2017", 3),
        ("03/18–05/22", 4),
        ("1 March 2018 - 15 May 2020", 2),
        ("March 1, 2018 to Present", 8),
        ("Since March 2019", 7),
        ("2018-03-01 ~ 2022-03-01", 4),
        ("2018.03.01-2022.03.31", 4),
        ("2020.06 - 目前", 6),
        ("2018.3—至今", 8),
        ("2018年3月至今", 8),
        ("2018年3月1日-2022年3月1日", 4),
        ("２０１８．０３－２０２０．０５", 2),
        ("二〇一八年三月至二〇二二年十二月", 4),
        ("2019年起", 7),
        ("2014-2018 东湾大学", 4),
        ("2016-01 - 2018-01\n2017-01 - 2019-12", 4),
    ],
)
def test_years_follow_from_spans(text, years):
    assert years_covered(find_spans(text, today=TODAY)) == years


@pytest.mark.parametrize(
    "text",
    [
        "2018-01 - 2032-01",
        "2022-01 - 2018-01",
        "1920 - 2020",
        "2018-13 - 2020-14",
        "founded in 2018",
        "call 2018-2222-3333",
        "3-5年经验",
    ],
)
def test_a_span_that_cannot_be_is_not_counted(text):
    assert find_spans(text, today=TODAY) == []


def test_a_span_keeps_the_line_it_was_read_from():
    (span,) = find_spans("Skills\n  Clerk, Harbourline, 2018 – 2022\n", today=TODAY)
    assert (span.line, span.is_open) == ("Clerk, Harbourline, 2018 – 2022", False)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-05", "2026/12/5", "2026.12.05", "2026年12月5日", "２０２６－１２－０５", "二〇二六年十二月五日"),
        *("5 December 2026", "5th Dec 2026", "Dec 5, 2026", "2026-12-05T10:00:00Z", "2026-12-05 18:30"),
    ],
)
def test_a_day_is_one_day_however_written(text):
    assert parse_day(text) == date(2026, 12, 5)


def test_a_day_above_twelve_tells_the_month():
    assert parse_day("31/12/2026") == parse_day("12/31/2026") == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["", "soon", "2026", "2026-12", "03/04/2026", "2026-02-30", "2026-13-01", "5.12.26"])
def test_what_could_be_another_day_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)


@pytest.mark.parametrize("character", list("01a-/年月. 二十'至"))
def test_a_long_text_is_read_in_its_time(character):
    started = process_time()
    find_spans(character * 60_000, today=TODAY)
    assert process_time() - started < 0.25
