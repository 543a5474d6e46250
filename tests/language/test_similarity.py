import pytest

from apps.language import is_near_duplicate, near_duplicate, similarity

COPIES = [
    ("你好张三，我对这个岗位很感兴趣，期待您的回复", "你好李四，我对这个岗位很感兴趣，期待您的回复！😀"),
    (
        "您好，我有三年前端经验，熟悉Vue和React，方便聊聊吗？",
        "王经理您好！我有三年前端经验~熟悉 vue 和 react。方便聊聊吗",
    ),
    ("薪资15K，想和您约周三下午三点面试，请问方便吗", "薪资18K，想和您约周四下午两点面试，请问方便吗"),
    (
        "Hi Ana, I saw your profile and think you'd be a great fit for our team.",
        "Hello Peter! I saw your profile and think you'd be a great fit for our team",
    ),
    (
        "I have five years of Java and would love to chat.",
        "I HAVE five years of J\u200bava — and would love to chat!!!",
    ),
    (
        "We are a fast growing startup. We use Django. Are you open to a chat this week?",
        "Are you open to a chat this week? We are a fast growing startup. We use Django.",
    ),
    ("20号可以", "20号可以！"),
]
DIFFERENT = [
    ("20号可以", "21号可以"),
    ("可以", "不可以"),
    ("15k", "20k"),
    (
        "Yes, I can come on Tuesday at 3pm and bring my portfolio",
        "Sure, Wednesday is better, I have class on Tuesday",
    ),
    ("可以的，我周三下午有空，三点到公司可以吗", "可以的，我周四上午有空，十点视频面试可以吗"),
    ("我有三年Java开发经验，做过电商系统", "我有五年测试经验，熟悉自动化测试框架"),
    ("", ""),
    ("👍", "👍"),
]


@pytest.mark.parametrize(("one", "other"), COPIES)
def test_copied_text_is_caught_through_small_edits(one: str, other: str) -> None:
    assert is_near_duplicate(one, other)
    assert near_duplicate(one, other) == pytest.approx(near_duplicate(other, one))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_answers_are_not_copies(one: str, other: str) -> None:
    assert not is_near_duplicate(one, other)


def test_meaning_is_compared_across_languages() -> None:
    assert similarity("薪资多少", "What is the salary?") > 0.6
    assert similarity("我想应聘Python工程师", "今天天气不错") < 0.3
    assert similarity("hello", "hello") == pytest.approx(1.0)
