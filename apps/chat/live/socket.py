"""Chat's commands on the live socket."""

import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async

from apps.accounts.models import User
from apps.chat.live import presence
from apps.chat.live.members import members_of
from apps.chat.live.writer import writer
from apps.chat.mentions.naming import MOST as MOST_MENTIONS
from apps.chat.messages.errors import TooLong
from apps.chat.messages.outgoing import MAX_BODY, OutgoingMessage
from apps.chat.messages.services import edit_message, react, recall_message
from apps.chat.reading.pointers import Move
from apps.chat.sending.services import CLIENT_ORIGINS, question_about, resolve
from apps.realtime.connection import Connection
from apps.realtime.frames import Frame, InvalidFrame, read_bool, read_id, read_ids, read_text
from apps.realtime.hub import push
from apps.realtime.registry import command

TYPING_EVERY_SECONDS = 1.0
TYPING_PER_MINUTE = 120
WATCHES_PER_MINUTE = 60
POINTERS_PER_MINUTE = 1_200
"""A page that comes back after long tells for each conversation how far it got."""
MAX_SEQ = 2**31 - 1


@command("message.send")
def message_send(connection: Connection, frame: Frame) -> Awaitable[None] | None:
    """Queues the message; the writer answers with an ack or an error once it is committed or refused."""
    origin = read_text(frame, "origin", max_length=20, default="typed")
    if origin not in CLIENT_ORIGINS:
        raise InvalidFrame(field="origin")
    message = OutgoingMessage(
        sender_id=connection.user_id,
        conversation_id=read_id(frame, "conversation"),
        body=_body(frame),
        client_id=read_client_id(frame),
        origin=origin,
        preset_id=_optional_id(frame, "preset"),
        reply_to_id=_optional_id(frame, "reply_to"),
        attachments=tuple(read_ids(frame, "attachments", max_count=10)),
        facts=question_about(read_text(frame, "topic", max_length=40, default="")),
        may_ask=not read_bool(frame, "confirm"),
    )
    mentions = read_ids(frame, "mentions", max_count=MOST_MENTIONS)
    if message.preset_id is not None or origin == "preset" or mentions:
        return _send_resolved(message, mentions, connection, frame)
    writer.submit(message, source=connection, frame=frame)
    return None


async def _send_resolved(message: OutgoingMessage, mentions: list[int], connection: Connection, frame: Frame) -> None:
    await database_sync_to_async(resolve)(message, mentions)
    writer.submit(message, source=connection, frame=frame)


@command("delivered", per_minute=POINTERS_PER_MINUTE)
def delivered(connection: Connection, frame: Frame) -> None:
    writer.move_pointer(Move(read_id(frame, "conversation"), connection.user_id, delivered=_seq(frame), read=0))


@command("read", per_minute=POINTERS_PER_MINUTE)
def read(connection: Connection, frame: Frame) -> None:
    seq = _seq(frame)
    writer.move_pointer(Move(read_id(frame, "conversation"), connection.user_id, delivered=seq, read=seq))


@command("typing", per_minute=TYPING_PER_MINUTE)
async def typing(connection: Connection, frame: Frame) -> None:
    """Told to the others, never stored. Clients forget it after six seconds."""
    conversation_id = read_id(frame, "conversation")
    told: dict[int, float] = connection.data.setdefault("typing", {})
    now = time.monotonic()
    if now - told.get(conversation_id, 0.0) < TYPING_EVERY_SECONDS:
        return
    others = (await members_of(conversation_id)).listeners(connection.user_id)
    if len(told) > 100:
        told.clear()
    told[conversation_id] = now
    push(others, {"type": "typing", "conversation": conversation_id, "user": connection.user_id})


@command("message.edit")
async def message_edit(connection: Connection, frame: Frame) -> None:
    await _call(connection, edit_message, message_id=read_id(frame, "message"), body=_body(frame))


@command("message.recall")
async def message_recall(connection: Connection, frame: Frame) -> None:
    await _call(connection, recall_message, message_id=read_id(frame, "message"))


@command("message.react")
async def message_react(connection: Connection, frame: Frame) -> None:
    await _call(
        connection,
        react,
        message_id=read_id(frame, "message"),
        emoji=read_text(frame, "emoji", max_length=16),
        on=read_bool(frame, "on", default=True),
    )


@command("presence.watch", per_minute=WATCHES_PER_MINUTE)
async def presence_watch(connection: Connection, frame: Frame) -> None:
    await presence.watch(connection, read_ids(frame, "users", max_count=presence.MAX_WATCHED))


def read_client_id(frame: Frame) -> UUID:
    try:
        return UUID(read_text(frame, "client_id", max_length=36))
    except ValueError as error:
        raise InvalidFrame(field="client_id") from error


def _body(frame: Frame) -> str:
    body = frame.get("body", "")
    if not isinstance(body, str):
        raise InvalidFrame(field="body")
    if len(body) > 4 * MAX_BODY:
        raise TooLong(field="body")
    return body


def _optional_id(frame: Frame, name: str) -> int | None:
    return None if frame.get(name) is None else read_id(frame, name)


def _seq(frame: Frame) -> int:
    return min(read_id(frame, "seq"), MAX_SEQ)


async def _call(connection: Connection, service: Callable[..., Any], **arguments: object) -> None:
    def run() -> None:
        service(by=User.objects.get(pk=connection.user_id), **arguments)

    await database_sync_to_async(run)()
