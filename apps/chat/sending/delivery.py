"""From committed messages to frames: each encoded once, written to local sockets, one bus message a batch."""

from collections.abc import Sequence
from dataclasses import replace

from apps.chat.conversations.models import Participant
from apps.chat.conversations.moments import iso
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import Sent
from apps.chat.messages.rendering import message_dict
from apps.errors import DomainError
from apps.realtime import bus
from apps.realtime.frames import Frame, encode
from apps.realtime.hub import hub

Parcel = tuple[tuple[int, ...], str]


def ack(sent: Sent) -> Frame:
    return {
        "type": "message.ack",
        "client_id": str(sent.client_id),
        "conversation": sent.conversation_id,
        "id": sent.id,
        "seq": sent.seq,
        "rev": sent.rev,
        "created_at": iso(sent.created_at),
    }


def parcels(sent: Sent) -> list[Parcel]:
    """Who gets what of a fresh message: its sender the ack, every member the message and a moved stage."""
    made: list[Parcel] = []
    if sent.sender_id is not None:
        made.append(((sent.sender_id,), encode(ack(sent))))
    frame = {"type": "message.new", "conversation": sent.conversation_id, "message": sent.message}
    made.append((sent.members, encode(frame)))
    if sent.stage is not None:
        changed = {"type": "conversation.changed", "conversation": sent.conversation_id, "stage": sent.stage}
        made.append((sent.members, encode(changed)))
    return made


def push(results: Sequence[Sent | DomainError]) -> None:
    """Delivers fresh messages to all open sockets of their members, here and in the other processes."""
    made = [
        parcel for result in results if isinstance(result, Sent) and not result.is_repeat for parcel in parcels(result)
    ]
    for people, text in made:
        hub.deliver_soon(people, text)
    bus.publish_many(made)


def reloaded(result: Sent | DomainError) -> Sent | DomainError:
    """A repeat as if it were fresh: for a commit of ours whose answer was lost, so that it is delivered after all."""
    if isinstance(result, DomainError) or not result.is_repeat:
        return result
    message = Message.objects.get(pk=result.id)
    participants = Participant.objects.filter(conversation=result.conversation_id, left_at=None)
    return replace(
        result,
        is_repeat=False,
        message=message_dict(message),
        members=tuple(participants.values_list("user_id", flat=True)),
    )
