"""Two people at two browsers: what one does, the other sees."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.chat.models import Conversation, Message, Preset
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC"


@pytest.fixture
def two(open_as: Open, ana: User, ben: User, conversation: Conversation) -> tuple[Chatter, Chatter]:
    chatters = Chatter(open_as(ana), conversation), Chatter(open_as(ben), conversation)
    yield chatters
    for chatter in chatters:
        assert chatter.errors == []


def test_a_message_is_there_at_once_and_goes_from_sent_to_read(two: tuple[Chatter, Chatter]):
    ana, ben = two
    ben.say("Hi Ana, it is.")
    ben.sees("Hi Ana, it is.")
    ana.sees("Hi Ana, it is.")
    ana.look()
    ben.has_status("read")


def test_it_is_delivered_while_the_other_side_looks_elsewhere(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    anas = open_as(ana)
    anas.goto("/inbox/")
    expect(anas.locator("html")).to_have_attribute("data-live", "open")
    bens = Chatter(open_as(ben), conversation)
    bens.say("Are you there?")
    bens.has_status("delivered")
    expect(anas.locator(".line-preview")).to_contain_text("Are you there?")
    expect(anas.locator(".line-count")).to_contain_text("1")
    expect(anas).to_have_title("(1) Inbox · Rapport")


def test_typing_is_seen_without_moving_the_text(two: tuple[Chatter, Chatter]):
    ana, ben = two
    place = ana.last.bounding_box()
    ben.box.press_sequentially("Hm")
    expect(ana.page.locator("[data-part=typing-text]")).to_have_text("Ben is typing…")
    assert ana.last.bounding_box() == place
    ben.box.press("Enter")
    expect(ana.page.locator("[data-part=typing-text]")).to_have_text("")


def test_an_acknowledged_bubble_is_the_same_element(two: tuple[Chatter, Chatter]):
    _ana, ben = two
    ben.page.evaluate("window.keep = null")
    ben.say("Still me")
    ben.page.evaluate("window.keep = [...document.querySelectorAll('[data-message]')].at(-1)")
    ben.has_status("read")
    assert ben.page.evaluate("window.keep.isConnected && window.keep.innerText.includes('Still me')")


def test_quoting_leads_back_to_what_was_said(two: tuple[Chatter, Chatter]):
    ana, ben = two
    ben.menu_of("is the role still open").get_by_text("Reply", exact=True).click()
    expect(ben.page.locator("[data-part=context-title]")).to_have_text("Replying to Ana")
    ben.say("Yes.")
    quote = ana.bubble("Yes.").locator("[data-part=quote]")
    expect(quote).to_contain_text("Hello Ben, is the role still open?")
    quote.click()
    expect(ana.bubbles.first).to_be_focused()


def test_a_recalled_message_is_gone_for_both(two: tuple[Chatter, Chatter]):
    ana, ben = two
    ben.say("Wrong window")
    ana.sees("Wrong window")
    ben.menu_of("Wrong window").get_by_text("Recall", exact=True).click()
    expect(ana.last).to_contain_text("Ben recalled this message.")
    expect(ben.last).to_contain_text("You recalled this message.")
    ana.sees("Wrong window", times=0)


def test_an_edit_by_keyboard_reaches_the_other_side(two: tuple[Chatter, Chatter]):
    ana, ben = two
    ben.say("See you at ten")
    ana.sees("See you at ten")
    ben.box.press("ArrowUp")
    expect(ben.box).to_have_value("See you at ten")
    ben.say("See you at eleven")
    ana.sees("See you at eleven")
    expect(ana.last).to_contain_text("edited")
    assert Message.objects.filter(sender__name="Ben").count() == 1


def test_a_reaction_is_set_and_taken_back(two: tuple[Chatter, Chatter]):
    ana, ben = two
    ben.menu_of("is the role still open").locator("[data-emoji='👍']").click()
    reaction = ana.bubbles.first.locator(".reaction")
    expect(reaction).to_have_text("👍")
    expect(reaction).to_have_attribute("aria-pressed", "false")
    ben.bubbles.first.locator(".reaction").click()
    expect(reaction).to_have_count(0)


def test_a_prepared_reply_by_keyboard_alone(two: tuple[Chatter, Chatter], ben: User):
    Preset.objects.create(
        scope="personal", owner=ben, title_en="Zebra time", body_en="Hi {candidate.name|there}, is {?time} good?"
    )
    Preset.objects.create(scope="personal", owner=ben, title_en="Thanks", body_en="Thank you for the zebra.")
    ana, bens = two
    bens.box.press_sequentially("/zeb")
    expect(bens.page.locator("[role=option]")).to_have_count(2)
    expect(bens.page.locator("[aria-selected=true]")).to_contain_text("Zebra time")
    bens.box.press("ArrowDown")
    expect(bens.page.locator("[aria-selected=true]")).to_contain_text("Thanks")
    bens.box.press("ArrowUp")
    bens.box.press("Enter")
    field = bens.page.get_by_role("textbox", name="time", exact=True)
    expect(field).to_be_focused()
    field.press("Enter")
    expect(field).to_be_focused()
    bens.page.locator("[data-part=send]").press("Enter")
    expect(bens.page.locator("[data-part=counter]")).to_have_text("Fill in first: time")
    expect(field).to_be_focused()
    bens.page.keyboard.type("9:30")
    bens.page.keyboard.press("Enter")
    expect(bens.box).to_be_focused()
    expect(bens.box).to_have_value("Hi Ana, is 9:30 good?")
    bens.page.keyboard.press("Enter")
    ana.sees("Hi Ana, is 9:30 good?")
    assert not Message.objects.filter(body__contains="{?").exists()
    assert Message.objects.get(sender=ben).origin == "preset_edited"


def test_a_pasted_picture_shows_at_once_and_arrives(two: tuple[Chatter, Chatter]):
    ana, ben = two
    ben.box.focus()
    ben.page.evaluate(
        """(data) => {
          const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
          const transfer = new DataTransfer();
          transfer.items.add(new File([bytes], "plan.png", {type: "image/png"}));
          const paste = new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true, cancelable: true});
          document.activeElement.dispatchEvent(paste);
        }""",
        PNG,
    )
    expect(ben.page.locator(".upload[data-state=ready]")).to_have_count(1)
    ben.say("The plan")
    picture = ana.bubble("The plan").get_by_role("img", name="plan.png")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 10


def test_what_may_not_be_sent_is_refused_in_words(two: tuple[Chatter, Chatter]):
    _ana, ben = two
    ben.page.locator("input[type=file]").set_input_files(
        {"name": "cv.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    )
    expect(ben.page.locator("#toasts")).to_contain_text("cv.exe can't be sent here")


def test_while_an_input_method_composes_enter_sends_nothing(two: tuple[Chatter, Chatter]):
    _ana, ben = two
    ben.box.fill("你好")
    ben.box.evaluate(
        """box => box.dispatchEvent(new KeyboardEvent("keydown",
             {key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))"""
    )
    expect(ben.box).to_have_value("你好")
    ben.sees("你好", times=0)
    ben.box.press("Shift+Enter")
    ben.box.press("Enter")
    ben.sees("你好")


def test_a_new_message_never_moves_what_one_reads(two: tuple[Chatter, Chatter], conversation: Conversation):
    ana, ben = two
    for number in range(25):
        ben.say(f"Line {number}")
    ana.sees("Line 24")
    scroller = ana.page.locator("[data-part=scroller]")
    scroller.evaluate("element => element.scrollTo(0, 150)")
    expect(ana.page.locator("[data-part=below]")).to_be_visible()
    place = ana.bubble("Line 3").bounding_box()
    ben.say("Far below")
    pill = ana.page.locator("[data-part=below]")
    expect(pill).to_contain_text("1 new message")
    assert ana.bubble("Line 3").bounding_box() == place
    pill.click()
    expect(ana.bubble("Far below")).to_be_in_viewport()


def test_the_stage_moves_on_both_screens(two: tuple[Chatter, Chatter]):
    ana, ben = two
    ben.page.locator(".conversation-stage summary").click()
    ben.page.locator(".conversation-stage").get_by_text("Interview", exact=True).click()
    ana.sees("Ben set the stage to: interview")
    ben.sees("You set the stage to: interview")
    expect(ben.page.locator(".conversation-stage summary")).to_contain_text("Interview")


def test_an_open_question_is_asked_in_one_tap(two: tuple[Chatter, Chatter], conversation: Conversation):
    ana, ben = two
    question = ana.page.locator("[data-asks]").first
    words = question.get_attribute("data-asks")
    question.click()
    ben.sees(words)
