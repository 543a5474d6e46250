"""Pay comes out of the many ways to write it; what isn't stated stays unknown."""

import pytest

from apps.matching.parsing.salaries import parse_salary
from apps.matching.profile.money import Range


@pytest.mark.parametrize(
    ("text", "least", "most", "currency", "period", "months"),
    [
        ("15-25K·14薪", 15_000, 25_000, "CNY", "month", 14),
        ("1.5万-2万/月", 15_000, 20_000, "CNY", "month", None),
        ("年薪30万", 300_000, 300_000, "CNY", "year", None),
        ("20-30万", 200_000, 300_000, "CNY", "year", None),
        ("8千-1万", 8_000, 10_000, "CNY", "month", None),
        ("月薪8000-12000元", 8_000, 12_000, "CNY", "month", None),
        ("200-300元/天", 200, 300, "CNY", "day", None),
        ("￥８０００", 8_000, 8_000, "CNY", "month", None),
        ("3000元/月起", 3_000, None, "CNY", "month", None),
        ("$120k–150k", 120_000, 150_000, "USD", "year", None),
        ("$50/hr", 50, 50, "USD", "hour", None),
        ("€60,000 - €70,000 per year", 60_000, 70_000, "EUR", "year", None),
        ("60.000 - 70.000 €", 60_000, 70_000, "EUR", "year", None),
        ("S$5,200–6,500 a month", 5_200, 6_500, "SGD", "month", None),
        ("up to £45k p.a.", None, 45_000, "GBP", "year", None),
        ("US$ 80k–100k/yr", 80_000, 100_000, "USD", "year", None),
        ("1万-1万5", 10_000, 15_000, "CNY", "month", None),
        ("1万2千—1万8千/月", 12_000, 18_000, "CNY", "month", None),
        ("１．５万〜２万", 15_000, 20_000, "CNY", "month", None),
        ("12-20k·13.5薪", 12_000, 20_000, "CNY", "month", 13.5),
        ("8000−12000元/月", 8_000, 12_000, "CNY", "month", None),
    ],
)
def test_it_reads_figures_currency_and_period(text, least, most, currency, period, months):
    assert parse_salary(text) == Range(least, most, currency, period, months)


def test_what_the_text_leaves_out_stays_unknown():
    assert parse_salary("10k-20k") == Range(10_000, 20_000, "", "")


def test_a_chinese_column_says_which_currency_is_meant():
    assert parse_salary("10k-20k", currency="CNY") == Range(10_000, 20_000, "CNY", "month")


def test_the_texts_own_currency_wins_over_the_columns():
    assert parse_salary("$120k", currency="CNY").currency == "USD"


@pytest.mark.parametrize("text", ["", "面议", "薪资面议", "根据能力而定", "competitive", "Negotiable, DOE", "-"])
def test_words_state_no_pay(text):
    assert parse_salary(text) == Range()


@pytest.mark.parametrize("text", ["abc", "30k-20k", "-5k", "0", "25k-15k·14薪", "9999999999999"])
def test_nonsense_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_salary(text)


@pytest.mark.parametrize(
    "text", ["£13.50 an hour", "base 100k + 20k bonus", "底薪5000 提成8000元/月", "$12.5/hr", "1万-1.33333万"]
)
def test_pay_that_no_field_can_hold_stays_in_words(text):
    assert not parse_salary(text).is_stated


@pytest.mark.parametrize("text", ["200元/天，8小时", "15-25K·14薪，五险1金", "20k-30k + 0.5% equity"])
def test_hours_and_shares_beside_the_pay_are_no_second_pay(text):
    assert parse_salary(text).is_stated
