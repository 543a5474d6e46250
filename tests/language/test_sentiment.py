import pytest

from apps.language import sentiment


@pytest.mark.parametrize(
    "text",
    [
        "很好用，推荐",
        "I love it",
        "非常感谢，问题解决了",
        "It isn't bad",
        "Great app 👍",
        "客服很耐心",
        "界面一般，但是很流畅",
        "no problem, thanks",
    ],
)
def test_praise_is_positive(text: str) -> None:
    assert 0 < sentiment(text) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "不好用",
        "太卡了，经常闪退",
        "not good at all",
        "界面不错，但是登录老是失败",
        "The app crashes every time",
        "客服态度很差",
        "一点也不方便",
        "😡",
        "I don’t like it",
    ],
)
def test_complaints_are_negative(text: str) -> None:
    assert -1 <= sentiment(text) < 0


@pytest.mark.parametrize("text", ["请问怎么改密码", "How do I change my password?", "", "20号可以"])
def test_questions_and_facts_are_neutral(text: str) -> None:
    assert sentiment(text) == 0


def test_degree_counts() -> None:
    assert sentiment("非常满意") > sentiment("满意") > sentiment("有点满意")
