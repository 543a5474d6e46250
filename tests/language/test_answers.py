import pytest

from apps.language import answers, is_contentless

SAYS_NOTHING = [
    "ok",
    "OK👌",
    "好的",
    "收到",
    "好的，谢谢！",
    "👍👍",
    "。。。",
    "Thanks!",
    "Thank you so much 🙏",
    "嗯嗯",
    "好的收到，谢谢老师",
    "哈哈哈哈哈哈",
    "Hi, thanks, looking forward to your reply",
    "晚点回复你",
    "Got it, thanks",
    "您好",
    "aaaaaa",
    "Noted with thanks",
    "好的好的，辛苦了",
    "Okay great, thank you",
    "ok 好的",
    "收到，我会尽快回复您的",
    "在吗",
    "？？",
    "ＯＫ",
    "o​k",
]
SAYS_SOMETHING = [
    "20号可以",
    "可以",
    "yes",
    "不行",
    "15k",
    "Java",
    "在上海",
    "No, I can't",
    "好的，20号见",
    "ok see you on the 20th",
    "我会Python",
    "双休",
    "3年",
    "周三",
    "薪资是多少",
    "What's the pay?",
    "好公司",
    "我在行政岗",
    "没有",
    "hi, is the job still open?",
    "了解Java",
    "谢谢，我周三有空",
    "Thanks, Wednesday works",
    "مرحبا",
]


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_polite_noise_says_nothing(text: str) -> None:
    assert is_contentless(text)


@pytest.mark.parametrize("text", SAYS_SOMETHING)
def test_short_facts_say_something(text: str) -> None:
    assert not is_contentless(text)


RESPONDS = [
    ("20号可以面试吗？", "20号可以"),
    ("20号可以面试吗？", "可以"),
    ("什么时候方便面试？", "周三下午"),
    ("薪资范围多少？", "15-20k，13薪"),
    ("面试地点在哪", "浦东新区张江路88号"),
    ("你会Python吗", "会的，用了三年"),
    ("你对我们公司了解吗", "了解一些，做招聘软件的"),
    ("技术栈是什么", "Django + Vue"),
    ("为什么离职", "想找更大的平台发展"),
    ("What's the salary?", "Not sure yet, between 20 and 25k I guess"),
    ("Do you offer remote work?", "Two days a week from home"),
    ("When can you start?", "In two weeks"),
    ("What does the team look like?", "Eight engineers and a designer"),
    ("What's the salary range?", "月薪两万到三万"),
]
DOES_NOT = [
    ("20号可以面试吗？", "ok"),
    ("20号可以面试吗？", "👍"),
    ("什么时候方便面试？", "好的，谢谢"),
    ("面试地点在哪", "面试地点在哪？"),
    ("面试地点在哪", "你好，我们公司正在招聘，欢迎投递"),
    ("薪资多少", "晚点回复你"),
    ("Do you offer remote work?", "We are hiring, apply now!"),
    ("When can you start?", "Thanks! Looking forward to hearing from you."),
    ("What's the tech stack?", "Great opportunity, join our team"),
]


@pytest.mark.parametrize(("question", "answer"), RESPONDS)
def test_short_and_honest_is_an_answer(question: str, answer: str) -> None:
    assert answers(question, answer)


@pytest.mark.parametrize(("question", "answer"), DOES_NOT)
def test_noise_echo_and_promotion_are_no_answer(question: str, answer: str) -> None:
    assert not answers(question, answer)
