from concurrent.futures import ThreadPoolExecutor

import pytest

from apps.language import search_matches, search_query, search_tokens, tokens
from apps.language.tokenising import stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("熟悉C++、C#和.NET，会Node.js", ["熟悉", "c++", "c#", "和", ".net", "会", "node.js"]),
        ("I don't know ASP.NET 3.5", ["i", "don't", "know", "asp.net", "3.5"]),
        ("The end.Start CI/CD, full-time", ["the", "end", "start", "ci", "cd", "full", "time"]),
        ("五险一金，双休，包吃住", ["五险一金", "双休", "包吃住"]),
        ("前端开发工程师😀👍🏽", ["前端开发", "工程师"]),
        ("Ｐｙｔｈｏｎ 工程师", ["python", "工程师"]),
        ("c++11 is fine", ["c++", "11", "is", "fine"]),
        ("。。。！", []),
        ("", []),
    ],
)
def test_words_are_cut_as_recruiters_mean_them(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_fine_words_also_hold_the_parts_of_long_ones() -> None:
    assert {"前端", "开发", "前端开发"} <= set(tokens("前端开发", fine=True))


def test_several_threads_may_cut_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(tokens, ["五险一金双休包吃住可以吗"] * 200))
    assert all(found == results[0] for found in results)
    assert "五险一金" in results[0]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("我家在上海东边", "上海", True),
        ("我家在上海东边", "海", True),
        ("我家在上海东边", "海上", False),
        ("上海海上", "海上海", False),
        ("I write JavaScript", "java", False),
        ("I write JavaScript", "JAVASCRIPT", True),
        ("熟悉java开发", "java", True),
        ("熟悉 C++ 和 ＳＱＬ", "c++ sql", True),
        ("Node.js 工程师", "工程师 node.js", True),
        ("hello", "？", False),
        ("hello", "", False),
    ],
)
def test_search_finds_chinese_anywhere_and_latin_by_the_word(text: str, query: str, found: bool) -> None:
    assert search_matches(text, query) is found


@pytest.mark.parametrize("query", ["上海", "海", "上海东边", "java", "C++ 工程师"])
def test_the_index_never_misses_what_the_text_holds(query: str) -> None:
    text = "我家在上海东边，想做 Java 或 C++ 工程师"
    assert set(search_query(query)) <= set(search_tokens(text))


def test_an_empty_query_asks_for_nothing() -> None:
    assert search_query(" ，😀 ") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("messages", "message"), ("replies", "reply"), ("planning", "planned"), ("boxes", "box"), ("hired", "hiring")],
)
def test_forms_of_an_english_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["是的", "c++", "status", "class", "red", "sing", "面试ing"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    assert stem(word) == word
