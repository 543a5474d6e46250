import pytest

from apps.language import UnusableText, clean


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00b", "null_byte"),
        ("a\ud800b", "lone_surrogate"),
        ("\udc00", "lone_surrogate"),
        ("x" * 11, "too_long"),
        ("😀" * 11, "too_long"),
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u200b\u200c\u200d", "empty"),
        ("\u200f", "empty"),
        ("\ufdd0\ufffe", "empty"),
        ("\ue000", "empty"),
        ("\u17b4\u3164", "empty"),
        ("\u2060 \ufeff", "empty"),
        ("\u3164\u2800", "empty"),
        ("\ufe0f", "empty"),
    ],
)
def test_it_refuses_what_cannot_be_stored_and_says_why(text: str, code: str) -> None:
    with pytest.raises(UnusableText) as refused:
        clean(text, max_length=10)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦 🇨🇳 👍🏽",
        "\u202bمرحبا\u202c",
        "第一行\n第二行",
        "e\u0301",
        "Ｆｕｌｌ　ｗｉｄｔｈ",
        "\u200fשלום",
        "x" * 30,
    ],
)
def test_it_keeps_emojis_direction_marks_and_lines_as_written(text: str) -> None:
    assert clean(text, max_length=30) == text


def test_it_trims_and_joins_line_ends() -> None:
    assert clean("  a\r\nb\rc \n", max_length=10) == "a\nb\nc"


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_what_a_word_processor_pastes_for_a_new_line_is_one(mark: str) -> None:
    assert clean(f"Dear Ana,{mark}thank you", max_length=40) == "Dear Ana,\nthank you"


@pytest.mark.parametrize("control", ["\x01", "\x07", "\x08", "\x1b", "\x1f", "\x7f", "\x80", "\x9f"])
def test_other_control_characters_go(control: str) -> None:
    assert clean(f"a{control}\tb", max_length=10) == "a\tb"
    with pytest.raises(UnusableText):
        clean(control, max_length=10)


def test_length_counts_code_points_after_trimming() -> None:
    assert clean(" " + "😀" * 10 + " ", max_length=10) == "😀" * 10
