"""A reply that is suggested stands under the question while one looks on, and is sent by its reader alone."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.chat.models import Conversation, Message
from apps.matching.models import JobFact
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser


def test_a_suggested_reply_comes_with_the_question_and_is_changed_before_it_is_sent(
    open_as: Callable[..., Page], ana: User, ben: User, conversation: Conversation
):
    JobFact.objects.create(
        job=conversation.job,
        topic="schedule",
        value="Nine to six, weekends free",
        language="en",
        approved_by=ben,
        approved_at=timezone.now(),
    )
    anas, bens = (
        Chatter(open_as(ana), conversation),
        Chatter(open_as(ben, viewport={"width": 360, "height": 740}), conversation),
    )
    anas.say("What are the working hours?")
    chips = bens.page.get_by_role("group", name="Suggested replies")
    expect(chips.get_by_role("button")).to_have_text("Nine to six, weekends free")
    chips.get_by_role("button").press("Enter")
    expect(bens.box).to_have_value("Nine to six, weekends free")
    assert Message.objects.filter(origin="suggested").count() == 0, "nothing is sent unseen"
    bens.box.press("End")
    bens.box.press_sequentially(", mostly.")
    bens.box.press("Enter")
    anas.sees("Nine to six, weekends free, mostly.")
    expect(chips).to_have_count(0)
    assert anas.errors == bens.errors == []
