"""Auto-replies: what answers for somebody who is away."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q

from apps.accounts.models import User
from apps.chat.availability.models import AwayReply
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage, clean_body
from apps.chat.sending import send_messages
from apps.errors import InvalidInput

WINDOW = timedelta(hours=24)


def set_away_reply(*, person: User, text: str, is_on: bool, until: datetime | None = None) -> AwayReply:
    """Stores what answers for the person while they are away, and whether it does now."""
    text = clean_body(text, may_be_empty=not is_on)
    if len(text) > 1000:
        raise InvalidInput(field="text")
    away, _is_new = AwayReply.objects.update_or_create(
        person=person, defaults={"text": text, "is_on": is_on, "until": until}
    )
    return away


def answer_for_absent(messages: Sequence[Message], *, now: datetime) -> None:
    """Sends the auto-replies of those whose turn it now is, each at most once a conversation in 24 hours.

    Only what a person wrote is answered, so two auto-replies never talk to each other.
    """
    asked = {_whose_turn(message) for message in messages} - {None}
    replies = AwayReply.objects.filter(Q(until=None) | Q(until__gt=now), person__in=asked, is_on=True)
    away: dict[int | None, AwayReply] = {reply.person_id: reply for reply in replies.exclude(text="")}
    for message in messages:
        if reply := away.get(_whose_turn(message)):
            _answer(message, reply, now)


def _whose_turn(message: Message) -> int | None:
    conversation = message.conversation
    if conversation.kind == Conversation.Kind.GROUP or message.sender_id is None:
        return None
    is_candidate = message.sender_id == conversation.candidate_id
    return conversation.recruiter_id if is_candidate else conversation.candidate_id


def _answer(message: Message, away: AwayReply, now: datetime) -> None:
    conversation = message.conversation
    lately = Message.objects.filter(
        conversation=conversation, sender=away.person_id, created_at__gt=now - WINDOW, origin=Message.Origin.AUTO
    )
    if lately.exists():
        return
    send_messages(
        [
            OutgoingMessage(
                sender_id=away.person_id,
                conversation_id=conversation.pk,
                body=away.text,
                client_id=uuid5(NAMESPACE_URL, f"away:{away.person_id}:{message.pk}"),
                origin=Message.Origin.AUTO,
                facts={"type": "auto_reply"},
            )
        ]
    )
