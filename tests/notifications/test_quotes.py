"""Of an answer by e-mail only what is new is taken, whatever the writer's program puts around it."""

import string
import time

import pytest

from apps.notifications.inbound.hypertext import text_of_html
from apps.notifications.inbound.quotes import MARKER, new_words

ANSWERS = {
    "Gmail": "Thursday is fine.\n\n"
    "On Wed, Mar 4, 2026 at 10:00 AM Ben (Rapport) <reply@x.example> wrote:\n\n> Is it?\n>",
    "Gmail, long introduction": "Thursday is fine.\n\nOn Wed, Mar 4, 2026 at 10:00 AM Ben (Rapport)\n"
    "<reply+abcdefghijklmnopqrstuvwxyz@rapport.example>\nwrote:\n\n> Is it?",
    "Apple Mail": "Thursday is fine.\n\n> On 4 Mar 2026, at 10:00, Ben <r@x.example> wrote:\n> \n> Is it?",
    "Outlook": "Thursday is fine.\n\n________________________________\nFrom: Ben <r@x.example>\n"
    "Sent: Wednesday, March 4, 2026\nTo: Ana\nSubject: 1 new message\n\nIs it?",
    "Outlook, plain": "Thursday is fine.\n\n-----Original Message-----\nFrom: Ben\n\nIs it?",
    "Outlook without a rule": "Thursday is fine.\n\n"
    "From: Ben <r@x.example>\nSent: Wednesday\nTo: Ana\nSubject: x\n\nIs it?",
    "signature": "Thursday is fine.\n\n-- \nAna Lima\nEngineer",
    "telephone": "Thursday is fine.\n\nSent from my iPhone\n\n"
    "> On 4 Mar 2026, at 10:00, Ben <r@x.example> wrote:\n> Is it?",
    "below the quote": "On Wed, Ben wrote:\n> Is it?\n> Or not?\n\nThursday is fine.\n\n-- \nAna",
    "our own mark": f"Thursday is fine.\n\n{MARKER}\nHello Ana,\n2 new messages",
    "our own mark, quoted": f"Thursday is fine.\n\n> {MARKER}\n> Hello Ana,",
}
CHINESE = {
    "Apple 邮件": "周四可以。\n\n> 在 2026年3月4日，10:00，Ben <r@x.example> 写道：\n> \n> 方便吗？",
    "Gmail": "周四可以。\n\nBen (Rapport) <r@x.example> 于2026年3月4日周三 10:00写道：\n\n> 方便吗？",
    "Gmail，折行": "周四可以。\n\nBen (Rapport) <reply+abcdefghijklmnopqrstuvwxyz@rapport.example>\n"
    "于2026年3月4日周三 10:00写道：\n\n> 方便吗？",
    "网易": '周四可以。\n\n在 2026-03-04 10:00:00，"Ben" <r@x.example> 写道：\n方便吗？',
    "网易大师": "周四可以。\n\n---- 回复的原邮件 ----\n| 发件人 | Ben |\n| 日期 | 2026 |",
    "QQ 邮箱": "周四可以。\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: Ben".replace(
        "&nbsp;", " "
    ),
    "Outlook": "周四可以。\n\n"
    "发件人: Ben <r@x.example>\n发送时间: 2026年3月4日 10:00\n收件人: Ana\n主题: 1 条新消息\n\n方便吗？",
    "Outlook，原件": "周四可以。\n\n-----邮件原件-----\n发件人：Ben\n\n方便吗？",
    "手机": "周四可以。\n\n发自我的iPhone",
    "签名": "周四可以。\n\n--\n林安娜",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_english_programs(name: str):
    assert new_words(ANSWERS[name]) == "Thursday is fine."


@pytest.mark.parametrize("name", CHINESE)
def test_chinese_programs(name: str):
    assert new_words(CHINESE[name]) == "周四可以。"


def test_answers_between_the_lines_are_kept():
    said = "Hi,\n\nOn Wed, Ben wrote:\n> When?\nThursday.\n> Where?\nAt your office."
    assert new_words(said) == "Hi,\n\nThursday.\nAt your office."


def test_ordinary_words_are_no_introduction():
    said = "On Thursday I can.\nFrom: the station I walk.\n写道是个词。\n- one\n- two\n\nWhat I wrote: everything."
    assert new_words(said) == said


def test_who_only_quotes_said_nothing():
    assert new_words("\n\n> Is it?\n> Or not?") == ""


def test_windows_line_ends():
    assert new_words("One\r\n\r\nTwo\r\n-- \r\nAna") == "One\n\nTwo"


@pytest.mark.parametrize(
    "sign", [*"a>\n-_=* 写在:", "> ", "On ", "On \n", "From:\n", "wrote:\n", "> wrote:\n", "_\n", "——\n"]
)
def test_hostile_texts_cost_little(sign: str):
    begin = time.process_time()
    new_words(sign * (60_000 // len(sign)))
    assert time.process_time() - begin < 1


def test_a_page_becomes_its_words():
    page = (
        "<html><head><title>no</title><style>p{}</style></head><body><p>Thursday <b>is</b> fine.</p>"
        "<div>I&nbsp;come.<br>"
        "周四<b>可以</b>。</div><script>no()</script><!-- no --><div class='gmail_quote'>Ben wrote</div>"
        "<blockquote>Is it?</blockquote></body></html>"
    )
    assert new_words(text_of_html(page)) == "Thursday is fine.\n\nI come.\n周四可以。"


def test_outlook_marks_where_the_old_letter_begins():
    page = "<div>周四可以。</div><div id='divRplyFwdMsg'>From: Ben</div><div>Is it?</div>"
    assert text_of_html(page) == "周四可以。"


@pytest.mark.parametrize("page", ["", "\x00", "<", "<div>" * 20_000 + "deep", "<a " * 50_000, string.printable * 500])
def test_hostile_pages(page: str):
    begin = time.process_time()
    text_of_html(page)
    assert time.process_time() - begin < 2
