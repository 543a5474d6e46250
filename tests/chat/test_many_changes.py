"""Who changes messages without end: what is kept of each stays small, and others aren't kept busy."""

import pytest
from django.utils import translation

from apps.accounts.models import User
from apps.chat.messages.errors import EditedTooOften
from apps.chat.messages.services import edit_message, react, recall_message
from apps.chat.models import Conversation, Message, MessageOriginal
from apps.errors import RateLimited

JSON = "application/json"


@pytest.fixture
def message(conversation: Conversation) -> Message:
    return Message.objects.get(conversation=conversation, seq=1)


def test_a_message_is_edited_ten_times_at_most_and_its_writer_is_told_why(ana: User, message: Message):
    for number in range(10):
        edit_message(by=ana, message_id=message.pk, body=f"Wording {number}")
    with pytest.raises(EditedTooOften, match="ten times"):
        edit_message(by=ana, message_id=message.pk, body="One more wording")
    with translation.override("zh-hans"), pytest.raises(EditedTooOften, match="十次"):
        edit_message(by=ana, message_id=message.pk, body="One more wording")
    message.refresh_from_db()
    assert message.body == "Wording 9"
    assert MessageOriginal.objects.filter(message=message).count() == 10
    recall_message(by=ana, message_id=message.pk)


def test_edits_and_reactions_share_a_limit_by_every_door(ana: User, ben: User, message: Message, sign_in, settings):
    settings.CHAT_CHANGES_PER_MINUTE = 4
    edit_message(by=ana, message_id=message.pk, body="Another wording")
    for on in (True, False, True):
        react(by=ana, message_id=message.pk, emoji="👍", on=on)
    with pytest.raises(RateLimited) as refusal:
        react(by=ana, message_id=message.pk, emoji="👍", on=False)
    assert refusal.value.retry_after == 15
    answer = sign_in(ana).patch(f"/api/v1/messages/{message.pk}/", {"body": "And another"}, content_type=JSON)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    react(by=ben, message_id=message.pk, emoji="👍", on=True)
