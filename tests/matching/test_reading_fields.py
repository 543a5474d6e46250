"""Years, places, levels and degrees, as postings and résumés write them."""

import pytest

from apps.matching.parsing.places import Place, find_city, parse_place, same_city
from apps.matching.parsing.words import highest_degree, parse_degree, parse_employment, parse_level
from apps.matching.parsing.years import Years, find_years, parse_years


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("3-5年", 3, 5),
        ("３～５年", 3, 5),
        ("5年以上", 5, None),
        ("三年以上", 3, None),
        ("至少两年", 2, None),
        ("1年以内", 0, 1),
        ("经验不限", 0, None),
        ("应届生", 0, None),
        ("3+ years", 3, None),
        ("minimum 4 years", 4, None),
        ("10 years+", 10, None),
        ("5", 5, None),
        ("", None, None),
    ],
)
def test_it_reads_years(text, least, most):
    assert parse_years(text) == Years(least, most)


@pytest.mark.parametrize("text", ["5-3年", "abc", "-3年", "80年"])
def test_it_refuses_years_that_cannot_be(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_years(text)


@pytest.mark.parametrize(
    ("prose", "least", "most"),
    [
        ("5+ years of ML experience, strong background in Python", 5, None),
        ("本科以上，3-5年相关工作经验", 3, 5),
        ("三年以上前端开发经验", 3, None),
        ("公司成立10年，团队稳定", None, None),
        ("founded 5 years ago", None, None),
        ("PhD or equivalent experience", None, None),
    ],
)
def test_it_finds_the_years_a_sentence_asks_for(prose, least, most):
    assert find_years(prose) == Years(least, most)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("San Francisco, CA", Place("San Francisco", "CA")),
        ("Remote", Place(remote=True)),
        ("Remote (US)", Place(region="US", remote=True)),
        ("上海市", Place("上海")),
        ("上海·浦东新区", Place("上海", "浦东新区")),
        ("北京市海淀区", Place("北京", "海淀区")),
        ("上海（可远程）", Place("上海", remote=True)),
        ("广东省深圳市", Place("深圳")),
        ("广东深圳", Place("深圳")),
        ("广东-深圳", Place("深圳")),
        ("广东省·深圳", Place("深圳")),
        ("中国上海", Place("上海")),
        ("深圳南山区", Place("深圳", "南山区")),
        ("北京朝阳", Place("北京", "朝阳")),
        ("四川成都高新区", Place("成都", "高新区")),
        ("Mitte, Berlin", Place("Berlin", "Mitte")),
        ("London EC2", Place("London", "EC2")),
        ("上海/杭州", Place("上海/杭州")),
        ("山西阳泉", Place("阳泉")),
        ("全国", Place()),
        ("", Place()),
    ],
)
def test_it_reads_places(text, place):
    assert parse_place(text) == place


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("上海", "Shanghai", True),
        ("上海市", "上海", True),
        ("SF", "旧金山", True),
        ("上海/杭州", "Hangzhou", True),
        ("广东-深圳", "Shenzhen", True),
        ("深圳南山区", "深圳", True),
        ("北京朝阳", "Beijing", True),
        ("北京", "上海", False),
        ("Berlin", "Munich", False),
    ],
)
def test_one_city_has_two_names(one, other, same):
    assert same_city(one, other) is same


def test_it_finds_a_city_in_a_sentence():
    assert find_city("现居上海浦东，愿意去杭州") == "上海"
    assert find_city("nowhere in particular") == ""
    assert find_city("毕业于北京大学，现居杭州") == "杭州"


def test_levels_degrees_and_employment_in_both_languages():
    assert [parse_level(text) for text in ("Mid-level", "高级", "实习生", "whatever")] == [
        "mid",
        "senior",
        "intern",
        "",
    ]
    assert [parse_degree(text) for text in ("本科及以上", "本科/硕士", "学历不限", "PhD")] == [
        "bachelor",
        "bachelor",
        "",
        "doctorate",
    ]
    assert [parse_employment(text) for text in ("全职", "Internship", "?")] == ["full_time", "internship", ""]


def test_an_unknown_degree_is_refused():
    with pytest.raises(ValueError, match="abc"):
        parse_degree("abc")


def test_the_highest_degree_counts_for_a_person():
    assert highest_degree("Ph.D. in Computer Science, 2020. M.S. in Statistics. B.S. in Maths.") == "doctorate"
    assert highest_degree("西溪财经学院，本科，2022") == "bachelor"
