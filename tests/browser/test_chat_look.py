"""How chat fits the screen and the reader."""

from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.chat.sending.services import send_message
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

LONG = "https://example.com/" + "a" * 300
PAGES = ("/inbox/", "/inbox/?section=archived", "/presets/", "/presets/new/", "/away/")


@pytest.mark.parametrize("width", [360, 800, 1280])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nothing_scrolls_sideways_and_the_conversation_stays_where_it_is(
    open_as: Open, ben: User, conversation: Conversation, width: int, language: str
):
    ben.language = language
    ben.save()
    for body in (LONG, "一段很长的话" * 60):
        send_message(sender=ben, conversation_id=conversation.pk, body=body, client_id=uuid4())
    page = open_as(ben, viewport={"width": width, "height": 740})
    for path in (*PAGES, f"/inbox/{conversation.pk}/"):
        page.goto(path)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, path
    scroller = page.locator("[data-part=scroller]")
    assert scroller.evaluate("element => element.scrollWidth - element.clientWidth") == 0
    assert page.evaluate("(scrollTo(0, 500), scrollY)") == 0, "the page itself was scrolled away"


def test_a_phone_shows_one_column_and_a_way_back(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben, viewport={"width": 360, "height": 740}, has_touch=True), conversation)
    expect(bens.page.locator(".chat-list")).to_be_hidden()
    expect(bens.box).to_be_in_viewport()
    bens.page.locator("[data-part=back]").click()
    expect(bens.page.locator(".chat-list")).to_be_visible()
    expect(bens.page.locator(".chat-open")).to_be_hidden()
    expect(bens.page).to_have_url("/inbox/")


def test_the_details_slide_over_and_give_the_focus_back(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben, viewport={"width": 800, "height": 740}), conversation)
    side = bens.page.locator("#conversation-side")
    expect(side).to_be_hidden()
    button = bens.page.get_by_role("button", name="Details", exact=True)
    button.click()
    expect(side).to_be_visible()
    expect(side).to_contain_text("Backend engineer")
    bens.page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    expect(button).to_be_focused()


def test_three_columns_fit_a_desk(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben, viewport={"width": 1280, "height": 800}), conversation)
    for part in (".chat-list", "[data-part=log]", "#conversation-side"):
        expect(bens.page.locator(part)).to_be_visible()


def test_the_box_grows_to_six_lines(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben), conversation)
    heights = []
    for lines in (1, 2, 6, 7, 30):
        bens.box.fill("\n".join("line" for _line in range(lines)))
        heights.append(bens.box.bounding_box()["height"])
    one, two, six, seven, thirty = heights
    assert one < two < six
    assert six == seven == thirty


def test_too_long_a_text_is_counted_and_not_sent(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben), conversation)
    bens.box.fill("x" * 7990)
    expect(bens.page.locator("[data-part=counter]")).to_have_text("10 characters left")
    bens.say("x" * 8003)
    expect(bens.page.locator("[data-part=counter]")).to_contain_text("3 characters too many")
    expect(bens.box).not_to_have_value("")


def test_dark_is_dark(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben, color_scheme="dark"), conversation)
    colour = bens.page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert colour == "rgb(20, 22, 26)"


def test_times_are_in_the_readers_zone_and_language(open_as: Open, ben: User, conversation: Conversation):
    conversation.messages.update(created_at="2025-03-09T23:30:00Z")
    ben.language, ben.time_zone = "zh-hans", "Asia/Shanghai"
    ben.save()
    bens = Chatter(open_as(ben, locale="zh-CN", timezone_id="America/New_York"), conversation)
    time = bens.last.locator("[data-part=time]")
    expect(time).to_have_text("07:30")
    expect(time).to_have_attribute("title", "2025年3月10日周一 07:30")
    expect(bens.page.locator("[data-part=log] .divider").first).to_have_text("2025年3月10日")


def test_the_keyboard_alone_reaches_a_message_and_its_menu(open_as: Open, ben: User, conversation: Conversation):
    send_message(sender=ben, conversation_id=conversation.pk, body="Second", client_id=uuid4())
    bens = Chatter(open_as(ben), conversation)
    bens.box.focus()
    for _step in range(30):
        bens.page.keyboard.press("Shift+Tab")
        if bens.page.evaluate("document.activeElement.matches('[data-message]')"):
            break
    expect(bens.bubble("Second")).to_be_focused()
    bens.page.keyboard.press("ArrowUp")
    expect(bens.bubble("is the role still open")).to_be_focused()
    bens.page.keyboard.press("Enter")
    menu = bens.page.locator("[data-part=message-menu]")
    expect(menu).to_be_visible()
    bens.page.keyboard.press("Escape")
    expect(bens.bubble("is the role still open")).to_be_focused()


def test_a_menu_stays_open_when_something_arrives_below(open_as: Open, ben: User, conversation: Conversation):
    for number in range(20):
        send_message(sender=ben, conversation_id=conversation.pk, body=f"Line {number}.", client_id=uuid4())
    bens = Chatter(open_as(ben), conversation)
    bens.bubble("Line 19.").press("Enter")
    menu = bens.page.locator("[data-part=message-menu]")
    expect(menu).to_be_visible()
    send_message(sender=ben, conversation_id=conversation.pk, body="Meanwhile", client_id=uuid4())
    expect(bens.bubble("Meanwhile")).to_be_in_viewport()
    bens.page.wait_for_timeout(300)
    expect(menu).to_be_visible()
    bens.bubble("Line 18.").hover()
    bens.page.mouse.wheel(0, -200)
    expect(menu).to_be_hidden()


def test_a_long_press_opens_the_same_menu(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben, viewport={"width": 360, "height": 740}, has_touch=True), conversation)
    menu = bens.page.locator("[data-part=message-menu]")

    def press_long() -> None:
        bubble = bens.bubbles.first.locator("[data-part=bubble]")
        bubble.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
        expect(menu).to_be_visible(timeout=4_000)

    # What comes from the server meanwhile may put a new bubble in the place of the one under the finger.
    with suppress(AssertionError):
        press_long()
    if menu.is_hidden():
        press_long()
    expect(menu.get_by_text("Reply", exact=True)).to_be_visible()
    # The finger lifts where the menu has come to lie.
    menu.get_by_text("Reply", exact=True).dispatch_event("click", {"detail": 1})
    expect(menu).to_be_visible()
    menu.get_by_text("Reply", exact=True).click()
    expect(menu).to_be_hidden()
    expect(bens.page.locator("[data-part=context]")).to_be_visible()


def test_the_log_says_new_messages_and_keeps_quiet_about_old_ones(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben), conversation)
    log = bens.page.get_by_role("log", name="Messages with Ana")
    expect(log).to_have_attribute("aria-live", "polite")


def test_what_people_write_runs_nowhere(open_as: Open, ana: User, ben: User, conversation: Conversation):
    ana.name = '<img src=x onerror="window.pwned=1">'
    ana.save()
    bens = Chatter(open_as(ben), conversation)
    anas = Chatter(open_as(ana), conversation)
    for text in ('"><script>window.pwned=1</script>', "javascript:window.pwned=1", "<svg onload=window.pwned=1>"):
        anas.say(text)
        bens.sees(text)
    bens.page.reload()
    bens.wait_until_live()
    assert bens.page.evaluate("window.pwned") is None
    assert bens.page.locator("[data-part=log] :is(script, svg[onload], img)").count() == 0
