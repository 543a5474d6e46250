"""What the two people of the loop write, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What the people write, in one language."""

    language: str
    title: str
    city: str
    about: str
    resume: str
    postscript: str
    answer: str
    earnest: str
    preset: tuple[str, str]
    slip: str
    quote: str
    report: str
    reply: str
    question: str
    article: str
    off_topic: str


ENGLISH = Said(
    language="en",
    title="Backend engineer",
    city="Singapore",
    about="You build the payment queue with three others. Salary competitive, flexible hours.",
    resume="Five years of payment systems in Python and PostgreSQL, the last two on call.",
    postscript=" I can start in May.",
    answer="Hello Ana, it pays 6 to 8 thousand a month, two days a week from home. Which queue did you build?",
    earnest="That range suits me. I built a bank's settlement queue, on PostgreSQL with 400 writes a second.",
    preset=("properly", "Friday noon"),
    slip="Wrong window, sorry",
    quote="400 a second is more than we have. Shall we talk on Thursday?",
    report="The list of jobs doesn't load when I press Back, I have to reload the page.",
    reply="Thank you, Ana. We found it and mend it this week.",
    question="How do I recall a message that I sent by mistake?",
    article="recall-a-message",
    off_topic="What is the capital of Mongolia?",
)
CHINESE = Said(
    language="zh-hans",
    title="后端工程师",
    city="上海",
    about="和三位同事一起做支付队列。薪资面议，弹性工作。",
    resume=(
        "安娜\n求职意向：后端工程师\n工作年限：5年\n现居城市：上海\n期望薪资：25-35K/月\n"
        "专业技能：Python、PostgreSQL、Redis\n\n"
        "工作经历\n2020.03-2025.02 海港银行 后端工程师\n负责结算队列的设计与开发。\n"
    ),
    postscript="我五月可以到岗。",
    answer="安娜你好，这个岗位每月 25 到 32K，每周两天在家办公。你做过的是哪种队列？",
    earnest="这个范围合适。我在银行做过结算队列，用 PostgreSQL，每秒大约四百次写入。",
    preset=("我几号", "周五中午"),
    slip="发错窗口了",
    quote="每秒四百次比我们现在还多。周四聊聊？",
    report="在职位列表点返回以后页面是空的，要刷新才能看到。",
    reply="谢谢你，安娜。问题找到了，这周修好。",
    question="发错的消息怎么撤回？",
    article="recall-a-message",
    off_topic="蒙古国的首都是哪里？",
)
