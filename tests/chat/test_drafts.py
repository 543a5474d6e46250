"""Drafts end with the message that they became, on all of a person's pages; anything else that waits stays."""

from uuid import uuid4

import pytest

from apps.chat.conversations.models import Participant
from apps.chat.inbox.drafts import grew_from
from apps.chat.inbox.services import save_draft
from apps.chat.sending.services import send_message


@pytest.mark.parametrize(
    ("draft", "body", "ended"),
    [
        ("Could we talk on Tue", "Could we talk on Tuesday?", True),
        ("  Could we talk", "Could we talk on Tuesday?", True),
        ("Could we tlak", "Could we talk on Tuesday?", True),
        ("我周二有", "我周二有空", True),
        ("And my notice period is", "Could we talk on Tuesday?", False),
        ("Yes, and one more thing: the pay", "Yes", False),
    ],
)
def test_a_draft_that_became_the_message_is_gone_and_another_one_stays(
    ana, ben, conversation, drain, draft, body, ended
):
    save_draft(user=ana, conversation_id=conversation.pk, text=draft)
    save_draft(user=ben, conversation_id=conversation.pk, text=draft)
    send_message(sender=ana, conversation_id=conversation.pk, body=body, client_id=uuid4())
    drain()
    kept = dict(Participant.objects.filter(conversation=conversation).values_list("user__name", "draft"))
    assert kept == {"Ana": "" if ended else draft, "Ben": draft}


def test_what_is_begun_after_sending_stays_however_late_the_message_is_handled(ana, conversation, drain, time_machine):
    time_machine.move_to("2025-03-10T09:00:00Z", tick=False)
    send_message(sender=ana, conversation_id=conversation.pk, body="I could start in May.", client_id=uuid4())
    time_machine.move_to("2025-03-10T09:00:02Z", tick=False)
    save_draft(user=ana, conversation_id=conversation.pk, text="I could")
    drain()
    assert Participant.objects.get(conversation=conversation, user=ana).draft == "I could"


def test_earlier_states_are_told_from_other_texts():
    assert grew_from("Hello", "Hel")
    assert not grew_from("Hello", "Hello again")
