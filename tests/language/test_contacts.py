import pytest

from apps.language import contacts


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("我的电话是13800138000", "我的电话是[phone]"),
        ("打 138-0013-8000 或 １３８ ００１３ ８０００", "打 [phone] 或 [phone]"),
        ("一三八零零一三八零零零", "[phone]"),
        ("+1 (415) 555-2671 / 010-84646688 / 400-820-8820", "[phone] / [phone] / [phone]"),
        ("写信到 ana@example.com，谢谢", "写信到 [email]，谢谢"),
        ("ana at gmail dot com", "[email]"),
        ("加我微信 abc_12345", "加我微信 [wechat]"),
        ("vx：recruit2020", "vx：[wechat]"),
        ("My WeChat is hello_world", "My WeChat is [wechat]"),
        ("QQ:1234567", "QQ:[qq]"),
        ("看 https://x.com/a?b=1，或 baidu.com。", "看 [url]，或 [url]。"),
        ("身份证 11010519491231002X", "身份证 [identity_number]"),
        ("卡号 4111 1111 1111 1111", "卡号 [bank_card]"),
    ],
)
def test_personal_data_is_stripped(text: str, redacted: str) -> None:
    assert contacts.redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "薪资 15000-20000 元，2024-05-20 10:30-12:00 面试",
        "熟悉 ASP.NET、Node.js 和 socket.io",
        "做过微信小程序开发，微信支付",
        "I built a WeChat mini program at work",
        "订单 20240520123456，版本 3.11.7，第 110 行",
        "三五年经验，一二线城市都可以",
        "Meet me at the dot in the middle",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert contacts.redact(text) == text


def test_places_are_those_of_the_text() -> None:
    text = "😀 ﬁnally：１３８００１３８０００！"
    (found,) = contacts.find(text)
    assert (found.kind, text[found.start : found.end]) == ("phone", "１３８００１３８０００")
