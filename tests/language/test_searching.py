"""What a search finds in a text, and what of it is marked."""

import pytest

from apps.language.searching import form_of, sought, words_of


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("上海", "我家在上海东边"),
        ("海", "我家在上海东边"),
        ("上海东", "我家在上海东边"),
        ("interview", "We had two interviews, and are interviewing again."),
        ("interviewing", "One interview"),
        ("interviews", "She interviewed me"),
        ("hire", "They are hiring"),
        ("apply", "He applied yesterday"),
        ("study", "Her studies"),
        ("面试 interviews", "明天的面试 interview at nine"),
        ("Java工程师", "招 JAVA 高级工程师"),
        ("ｊａｖａ", "Java"),
        ("c++", "C++ and C#"),
        ("don't", "I don’t know"),
        ("dont", "I don't know"),
        ("company's", "Two companies"),
        ("node.js", "Node.js, please"),
        ("2026", "in 2026"),
    ],
)
def test_it_is_found(query: str, text: str):
    wanted = sought(query)
    assert wanted.is_in(text)
    assert set(wanted.words) <= set(words_of(text))
    assert wanted.spans(text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("java", "javascript"),
        ("c", "c++"),
        ("海上海", "上海海上"),
        ("上海 interview", "上海"),
        ("interview", "inter view"),
        ("北京", "京北"),
    ],
)
def test_it_is_not_found(query: str, text: str):
    assert not sought(query).is_in(text)


@pytest.mark.parametrize("query", ["", "  ", "!!!", "😀", "\x00", "…，。"])
def test_what_has_no_word_looks_for_nothing(query: str):
    assert not sought(query)
    assert not sought(query).is_in("anything")


def test_hits_are_marked_where_they_stand():
    text = "上海的 Interviews：明天 interview，在上海上海"
    assert [text[span.start : span.end] for span in sought("interview 上海").spans(text)] == [
        "上海", "Interviews", "interview", "上海上海",
    ]  # fmt: skip


def test_a_word_that_is_no_plain_one_keeps_its_form():
    assert [form_of(word) for word in ("c++", "node.js", "running", "2026", "café")] == [
        "c++", "node.js", "run", "2026", "café",
    ]  # fmt: skip
