"""Nothing typed is lost, and what one reads stays where it is."""

import io
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import Page, Route, expect

from apps.accounts.models import User
from apps.chat.files.services import upload_file
from apps.chat.models import Conversation, Message
from apps.chat.reading.services import mark_read
from apps.chat.sending.services import send_message
from tests.browser.chatting import Chatter
from tests.browser.test_chat_lasting import fill

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

# What browsers keep from a page that came over plain http from another name than localhost.
PLAIN_HTTP = """
  delete Crypto.prototype.randomUUID;
  Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
"""
FROM_END = "element => element.scrollHeight - element.clientHeight - element.scrollTop"


@pytest.fixture(autouse=True)
def no_limit(settings) -> None:
    settings.CHAT_MESSAGES_PER_MINUTE = 0


def test_over_plain_http_messages_go_and_texts_are_copied(open_as: Open, ben: User, conversation: Conversation):
    page = open_as(ben)
    page.add_init_script(PLAIN_HTTP)
    bens = Chatter(page, conversation)
    bens.say("From the office")
    bens.has_status("sent")
    bens.menu_of("From the office").get_by_text("Copy the text").click()
    expect(page.locator("#toasts")).to_contain_text("Copied")
    assert bens.errors == []

    # Whatever goes wrong on the way to the outbox, the text stays to be sent.
    page.evaluate("() => { crypto.getRandomValues = () => { throw new Error('no chance'); }; }")
    bens.say("And once more")
    expect(bens.box).to_have_value("And once more")
    assert Message.objects.filter(sender=ben).count() == 1


def test_a_device_without_network_says_so_at_once_and_sends_later(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    bens = Chatter(open_as(ben), conversation)
    bens.page.context.set_offline(True)
    expect(bens.page.locator("#connection")).to_be_visible(timeout=1_500)
    bens.say("In the tunnel")
    bens.has_status("waiting")
    expect(bens.box).to_have_value("")
    bens.page.context.set_offline(False)
    bens.has_status("sent")
    bens.page.reload()
    bens.wait_until_live()
    expect(bens.box).to_have_value("")
    bens.sees("In the tunnel")


def test_what_one_tab_sends_leaves_the_box_of_the_other(open_as: Open, ben: User, conversation: Conversation):
    here = Chatter(open_as(ben), conversation)
    here.box.press_sequentially("Half written")
    here.page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.includes('.draft.'))")
    there = Chatter(here.page.context.new_page(), conversation)
    expect(there.box).to_have_value("Half written")
    there.box.press("Enter")
    there.has_status("sent")
    expect(here.box).to_have_value("")


def test_half_typed_pinyin_searches_nothing(open_as: Open, ben: User, conversation: Conversation):
    page = open_as(ben)
    page.goto("/inbox/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/lines/" in request.url else None)
    page.locator("input[type=search]").focus()
    keyboard = page.context.new_cdp_session(page)
    for text in ("c", "ce", "ce's", "ce'shi"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.wait_for_timeout(120)
    page.wait_for_timeout(400)
    assert asked == []
    with page.expect_response(lambda response: "/lines/" in response.url) as found:
        keyboard.send("Input.insertText", {"text": "测试"})
    assert found.value.url.count("%E6%B5%8B%E8%AF%95") == 1


def test_it_opens_at_its_end_with_pictures_and_stays_there_while_one_writes(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    fill(conversation, ana, 20)
    for _number in range(3):
        buffer = io.BytesIO()
        Image.new("RGB", (900, 700), "teal").save(buffer, "PNG")
        picture = upload_file(
            uploader=ana,
            conversation_id=conversation.pk,
            file=SimpleUploadedFile("plan.png", buffer.getvalue(), "image/png"),
        )
        send_message(sender=ana, conversation_id=conversation.pk, body="", client_id=uuid4(), attachments=[picture.pk])
    mark_read(user=ben, conversation_id=conversation.pk, seq=Message.objects.count())
    page = open_as(ben)

    def later(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    page.route("**/attachments/**", later)
    bens = Chatter(page, conversation)
    scroller = page.locator("[data-part=scroller]")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.message-image img')].slice(-1).every((image) => image.complete)"
    )
    assert scroller.evaluate(FROM_END) <= 1

    for line in range(5):
        bens.box.press_sequentially(f"line {line}")
        bens.box.press("Shift+Enter")
        # The log follows with the next frame.
        page.wait_for_function(f"element => ({FROM_END})(element) <= 1", arg=scroller.element_handle())
    expect(bens.last).to_be_in_viewport()

    # Nothing but the log scrolls, whatever asks for it.
    bens.bubbles.first.evaluate("element => element.scrollIntoView()")
    assert page.evaluate("() => [scrollY, document.scrollingElement.scrollHeight - innerHeight]") == [0, 0]


def test_who_just_left_the_end_isnt_pulled_back_by_a_message(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    fill(conversation, ana, 40)
    mark_read(user=ben, conversation_id=conversation.pk, seq=41)
    bens = Chatter(open_as(ben), conversation)
    moved = bens.page.evaluate(
        """(conversation) => {
          const scroller = document.querySelector("[data-part=scroller]");
          scroller.scrollTop -= 500;
          const before = scroller.scrollTop;
          const message = {
            id: 1e6, conversation, seq: 42, rev: 42, client_id: "x", sender: 0, kind: "text", body: "New",
            created_at: new Date().toISOString(), edited_at: null, recalled_at: null,
          };
          const detail = {type: "message.new", conversation, message};
          document.dispatchEvent(new CustomEvent("rapport:frame", {detail}));
          return scroller.scrollTop - before;
        }""",
        conversation.pk,
    )
    assert moved == 0


def test_what_is_read_as_it_comes_never_counts_as_unread(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    mark_read(user=ben, conversation_id=conversation.pk, seq=1)
    bens = Chatter(open_as(ben), conversation)
    bens.look()
    bens.page.evaluate(
        """() => {
          window.titles = [];
          new MutationObserver(() => window.titles.push(document.title))
            .observe(document.querySelector("title"), {childList: true, characterData: true, subtree: true});
        }"""
    )
    for number in range(3):
        send_message(sender=ana, conversation_id=conversation.pk, body=f"News {number}", client_id=uuid4())
        bens.sees(f"News {number}")
        bens.page.wait_for_timeout(700)
    assert [title for title in bens.page.evaluate("window.titles") if title.startswith("(")] == []
    expect(bens.page.locator("[data-line] .line-count")).to_have_count(0)


def test_a_long_talk_is_no_heavier_than_a_short_one(open_as: Open, ana: User, ben: User, conversation: Conversation):
    fill(conversation, ana, 900)
    fill(conversation, ben, 300)
    mark_read(user=ben, conversation_id=conversation.pk, seq=3)
    bens = Chatter(open_as(ben), conversation)
    above = bens.page.locator("[data-part=above]")
    expect(above).to_contain_text("898 unread")
    above.click()
    expect(bens.bubble("Message 002").first).to_be_in_viewport()
    expect(above).to_be_hidden()
    scroller = bens.page.locator("[data-part=scroller]")
    for _page in range(10):
        scroller.evaluate("element => element.scrollTo(0, element.scrollHeight)")
        bens.page.wait_for_timeout(150)
    assert 100 < bens.bubbles.count() <= 400
    bens.say("And now?")
    expect(bens.bubble("And now?")).to_be_in_viewport()
    assert bens.bubbles.count() <= 400


def test_the_box_shuts_with_a_block_and_opens_with_its_end(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben), conversation)

    def choose(name: str) -> None:
        bens.page.locator(".conversation-head details.menu summary").last.click()
        bens.page.locator(".conversation-head .menu-panel").last.get_by_text(name, exact=True).click()

    choose("Block Ana")
    expect(bens.box).to_be_disabled()
    choose("Unblock Ana")
    expect(bens.box).to_be_enabled()
    bens.say("Back again")
    bens.has_status("sent")
