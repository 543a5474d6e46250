"""Nothing is lost: reloads, lost connections, long histories."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.accounts.people.services import block, unblock
from apps.chat.messages.outgoing import OutgoingMessage
from apps.chat.models import Conversation, Message, Participant
from apps.chat.reading.services import mark_read
from apps.chat.sending.batch import send_messages
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def fill(conversation: Conversation, sender: User, count: int) -> None:
    for start in range(0, count, 50):
        send_messages(
            [
                OutgoingMessage(sender.pk, conversation.pk, f"Message {number:03}", uuid4())
                for number in range(start, min(start + 50, count))
            ]
        )


@pytest.fixture(autouse=True)
def no_limit(settings) -> None:
    settings.CHAT_MESSAGES_PER_MINUTE = 0


def test_a_draft_survives_a_reload_and_reaches_another_device(open_as: Open, ben: User, conversation: Conversation):
    here = Chatter(open_as(ben), conversation)
    here.box.fill("Half a sent")
    here.page.reload()
    expect(here.box).to_have_value("Half a sent")
    here.box.press_sequentially("ence")
    expect(here.box).to_have_value("Half a sentence")
    here.page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.includes('.draft.'))")
    assert Participant.objects.get(user=ben).draft == "Half a sentence"
    there = Chatter(open_as(ben), conversation)
    expect(there.box).to_have_value("Half a sentence")


def test_a_refused_send_survives_a_reload_and_goes_out_on_retry(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    block(blocker=ana, blocked=ben)
    bens = Chatter(open_as(ben), conversation)
    bens.say("Let's talk")
    bens.has_status("failed")
    expect(bens.status).to_contain_text("isn't accepting messages")
    bens.page.reload()
    bens.wait_until_live()
    bens.has_status("failed")
    unblock(blocker=ana, blocked=ben)
    bens.status.get_by_role("button").click()
    bens.has_status("sent")
    assert Message.objects.filter(sender=ben).count() == 1


def test_a_failed_send_can_be_deleted(open_as: Open, ana: User, ben: User, conversation: Conversation):
    block(blocker=ana, blocked=ben)
    bens = Chatter(open_as(ben), conversation)
    bens.say("Never mind")
    bens.has_status("failed")
    bens.menu_of("Never mind").get_by_text("Delete", exact=True).click()
    bens.sees("Never mind", times=0)
    bens.page.reload()
    bens.wait_until_live()
    bens.sees("Never mind", times=0)


def test_what_is_written_offline_goes_out_exactly_once(open_as: Open, ana: User, ben: User, conversation: Conversation):
    anas, bens = Chatter(open_as(ana), conversation), Chatter(open_as(ben), conversation)
    lose_connection(bens)
    for text in ("Written offline", "And another"):
        bens.say(text)
    expect(bens.status).to_have_attribute("data-status", "waiting")
    expect(bens.page.locator("#connection")).to_be_visible()
    expect(bens.box).to_be_in_viewport(ratio=1)
    anas.say("Meanwhile")
    bens.page.evaluate("window.allowSockets()")
    bens.wait_until_live()
    for text in ("Meanwhile", "Written offline", "And another"):
        bens.sees(text)
        anas.sees(text)
    assert [text for text in bens.bodies() if text] == [text for text in anas.bodies() if text]
    assert Message.objects.filter(sender=ben).count() == 2


def test_a_send_whose_page_was_closed_goes_out_with_the_next_page(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    bens = Chatter(open_as(ben), conversation)
    lose_connection(bens)
    bens.say("Before the reload")
    expect(bens.status).to_have_attribute("data-status", "waiting")
    bens.page.goto("/inbox/")
    expect(bens.page.locator(".line-preview")).to_contain_text("Before the reload")
    assert Message.objects.filter(sender=ben).count() == 1


def test_what_happened_while_the_connection_was_away_is_caught_up_with(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    anas, bens = Chatter(open_as(ana), conversation), Chatter(open_as(ben), conversation)
    anas.say("First version")
    bens.sees("First version")
    lose_connection(bens)
    anas.box.press("ArrowUp")
    anas.say("Second version")
    anas.say("Something new")
    anas.has_status("sent")
    bens.sees("First version")
    bens.page.evaluate("window.allowSockets()")
    bens.sees("Second version")
    bens.sees("Something new")


def test_scrolling_up_loads_earlier_messages_and_keeps_the_place(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    fill(conversation, ana, 160)
    mark_read(user=ben, conversation_id=conversation.pk, seq=161)
    bens = Chatter(open_as(ben), conversation)
    expect(bens.bubble("Message 159")).to_be_in_viewport()
    bens.sees("Message 080", times=0)
    scroller = bens.page.locator("[data-part=scroller]")
    scroller.evaluate("element => element.scrollTo(0, 900)")
    place = bens.bubble("Message 130").bounding_box()
    scroller.evaluate("element => element.scrollBy(0, -200)")
    expect(bens.bubble("Message 080")).to_have_count(1)
    after = bens.bubble("Message 130").bounding_box()
    assert abs(after["y"] - place["y"] - 200) < 2


def test_it_opens_at_the_first_unread_message(open_as: Open, ana: User, ben: User, conversation: Conversation):
    fill(conversation, ana, 60)
    mark_read(user=ben, conversation_id=conversation.pk, seq=20)
    bens = Chatter(open_as(ben), conversation)
    expect(bens.page.locator(".divider-unread")).to_be_in_viewport()
    expect(bens.bubble("Message 059")).not_to_be_in_viewport()
    expect(bens.page.locator("[data-part=below]")).to_contain_text("new messages")


def test_the_first_unread_message_is_one_tap_away_however_far(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    fill(conversation, ana, 400)
    mark_read(user=ben, conversation_id=conversation.pk, seq=3)
    bens = Chatter(open_as(ben), conversation)
    bens.page.locator("[data-part=above]").click()
    expect(bens.bubble("Message 002")).to_be_in_viewport()
    expect(bens.page.locator("[data-part=above]")).to_be_hidden()


def test_another_conversation_opens_in_place_and_back_returns_the_focus(
    open_as: Open, ana: User, ben: User, conversation: Conversation
):
    page = open_as(ben)
    page.goto("/inbox/")
    expect(page.locator("html")).to_have_attribute("data-live", "open")
    page.evaluate("window.stays = true")
    line = page.locator(".line-link")
    line.focus()
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=body]")).to_be_focused()
    expect(page).to_have_title("(1) Ana · Rapport")
    page.go_back()
    expect(page.locator("[data-conversation]")).to_have_count(0)
    expect(line).to_be_focused()
    page.go_forward()
    expect(page.locator("[data-conversation]")).to_have_count(1)
    assert page.evaluate("window.stays")


def test_a_question_brought_along_from_a_job_waits_in_the_box(open_as: Open, ana: User, conversation: Conversation):
    page = open_as(ana)
    page.goto(f"/inbox/{conversation.pk}/?ask=How+late+does+it+get%3F")
    expect(page.locator("textarea[name=body]")).to_have_value("How late does it get?")
    expect(page).to_have_url(f"/inbox/{conversation.pk}/")


def lose_connection(chatter: Chatter) -> None:
    """The socket breaks and none opens until `allowSockets()`; requests fail too."""
    chatter.page.evaluate(
        """() => {
          const Real = window.WebSocket;
          window.WebSocket = class { constructor() { throw new Error("offline"); } };
          window.allowSockets = () => { window.WebSocket = Real; };
        }"""
    )
    chatter.page.evaluate(
        "async () => { const { live } = await import('/static/shell/live.js'); live.socket.close(); }"
    )
    expect(chatter.page.locator("html")).to_have_attribute("data-live", "reconnecting")
