import pytest

from apps.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("请问薪资范围是多少？", "zh"),
        ("熟悉 Vue 和 React，做过小程序", "zh"),
        ("What is the salary range?", "en"),
        ("I worked at 腾讯 for three years as an engineer", "en"),
        ("帮我 review 一下 resume please, thanks", "mixed"),
        ("2024-05-20 😀", "und"),
        ("", "und"),
        ("مرحبا بك في الشركة", "und"),
        ("Здравствуйте, коллеги", "und"),
    ],
)
def test_it_tells_the_language_by_its_characters(text: str, language: str) -> None:
    assert detect(text) == language
