"""Whatever people paste, no function fails, and places stay those of the text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.language import (
    answer_score,
    contacts,
    detect,
    find_terms,
    is_contentless,
    near_duplicate,
    search_matches,
    search_query,
    search_tokens,
    sentiment,
    tokens,
)

PIECES = [
    "好的",
    "ok",
    "微信号：",
    "138",
    "0013",
    "8000",
    "a@b.com",
    "😀",
    "\u200b",
    "ﬁ",
    "ß",
    "İ",
    "x",
    " ",
    "\n",
    "吗",
    "？",
    "c++",
    ".net",
    "薪资",
]
TEXT = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_no_text_breaks_the_rules(one: str, other: str) -> None:
    assert detect(one) in {"zh", "en", "mixed", "und"}
    assert is_contentless(one) in {True, False}
    assert -1 <= sentiment(one) <= 1
    assert 0 <= near_duplicate(one, other) <= 1
    assert near_duplicate(one, other) == near_duplicate(other, one)
    assert 0 <= answer_score(one, other) <= 1
    assert all(word == word.strip() and word for word in tokens(one))


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_places_are_those_of_the_text(text: str) -> None:
    for found in contacts.find(text):
        assert found.value == text[found.start : found.end] != ""
    for term in find_terms(text, ["ok", "好的", "c++", "x"]):
        assert 0 <= term.start < term.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(TEXT)
@example("0.NET0000000000")
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = contacts.redact(text)
    assert contacts.redact(once) == once


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_the_index_holds_all_that_a_match_needs(text: str, query: str) -> None:
    if search_matches(text, query):
        assert set(search_query(query)) <= set(search_tokens(text))
