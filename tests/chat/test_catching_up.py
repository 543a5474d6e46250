"""Whatever order frames and changes come in, and however often: the client ends where the server is."""

import json
import random
from uuid import uuid4

from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import with_details
from apps.chat.messages.services import edit_message, react, recall_message
from apps.chat.models import Conversation, Message
from apps.chat.reading.catching_up import changes
from apps.chat.sending.services import send_message
from apps.realtime import hub as hub_module

DEEDS = st.lists(
    st.tuples(st.sampled_from(["send", "edit", "recall", "react", "unreact"]), st.booleans(), st.integers(0, 9)),
    max_size=12,
)


class ClientState:
    """What a client does with messages, wherever they come from: a newer revision replaces an older one."""

    def __init__(self) -> None:
        self.messages: dict[int, dict] = {}

    def apply(self, message: dict) -> None:
        known = self.messages.get(message["id"])
        if known is None or message["rev"] >= known["rev"]:
            self.messages[message["id"]] = message


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, seed=st.integers(0, 2**16))
def test_frames_and_changes_in_any_order_give_the_same_state(
    ana: User, ben: User, conversation: Conversation, deeds, seed, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(django_settings, "CHAT_MESSAGES_PER_MINUTE", 0)
    monkeypatch.setattr(django_settings, "CHAT_CHANGES_PER_MINUTE", 0)
    frames: list[dict] = []
    monkeypatch.setattr(hub_module.hub, "deliver_soon", lambda people, text: frames.append(json.loads(text)))
    chance = random.Random(seed)
    conversation.refresh_from_db()
    start, snapshots = conversation.head_rev, []
    with django_capture_on_commit_callbacks(execute=True):
        for deed, by_ana, number in deeds:
            perform(deed, ana if by_ana else ben, conversation, number)
            if chance.random() < 0.3:
                conversation.refresh_from_db()
                snapshots.append(
                    changes(conversation, ana, after_rev=chance.randint(0, conversation.head_rev)).messages
                )
    conversation.refresh_from_db()
    told = [frame["message"] for frame in frames if frame["type"] in ("message.new", "message.changed")]
    lost = [message for message in told if chance.random() < 0.6]
    everything = lost + lost[:3] + [message for snapshot in snapshots for message in snapshot]
    everything += changes(conversation, ana, after_rev=start).messages
    chance.shuffle(everything)
    client = ClientState()
    for message in with_details(Message.objects.filter(conversation=conversation, rev__lte=start)):
        client.apply(message_dict(message))
    for message in everything:
        client.apply(message)
    server = {m.pk: message_dict(m) for m in with_details(Message.objects.filter(conversation=conversation))}
    assert client.messages == server
    assert sorted(message["rev"] for message in server.values())[-1] <= conversation.head_rev


def perform(deed: str, person: User, conversation: Conversation, number: int) -> None:
    texts = Message.objects.filter(conversation=conversation, kind="text", recalled_at=None).order_by("seq")
    mine = texts.filter(sender=person)
    if deed == "send":
        send_message(sender=person, conversation_id=conversation.pk, body=f"{number}", client_id=uuid4())
    elif deed in ("react", "unreact") and texts:
        react(by=person, message_id=texts[number % len(texts)].pk, emoji="👍", on=deed == "react")
    elif deed in ("edit", "recall") and mine:
        message = mine[number % len(mine)]
        if deed == "edit":
            edit_message(by=person, message_id=message.pk, body=f"edited {number}")
        else:
            recall_message(by=person, message_id=message.pk)
