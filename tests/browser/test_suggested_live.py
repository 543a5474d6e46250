"""A reply that is suggested stands under the question while one looks on, and is sent by its reader alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.chat.models import Conversation, Message
from apps.matching.models import Job
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser


def test_a_suggested_reply_comes_with_the_question_and_is_changed_before_it_is_sent(
    open_as: Callable[..., Page], ana: User, ben: User, conversation: Conversation
):
    Job.objects.filter(pk=conversation.job_id).update(city="Singapore")
    anas, bens = (
        Chatter(open_as(ana), conversation),
        Chatter(open_as(ben, viewport={"width": 360, "height": 740}), conversation),
    )
    anas.say("Where is the office?")
    chips = bens.page.get_by_role("group", name="Suggested replies")
    expect(chips.get_by_role("button").first).to_contain_text("Singapore")
    suggested = chips.get_by_role("button").first.inner_text()
    chips.get_by_role("button").first.press("Enter")
    expect(bens.box).to_have_value(suggested)
    assert Message.objects.filter(origin="suggested").count() == 0, "nothing is sent unseen"
    bens.box.press("End")
    bens.box.press_sequentially(" By the river.")
    bens.box.press("Enter")
    anas.sees("By the river.")
    expect(chips).to_have_count(0)
    assert anas.errors == bens.errors == []
