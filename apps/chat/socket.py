"""Chat's commands on the live socket."""

from uuid import UUID

from apps.chat.errors import TooLong
from apps.chat.sending.outgoing import MAX_BODY, OutgoingMessage
from apps.chat.writer import writer
from apps.realtime.connection import Connection
from apps.realtime.frames import Frame, InvalidFrame, read_bool, read_id, read_ids, read_text
from apps.realtime.registry import command

ORIGINS = {"typed", "preset", "suggested"}


@command("message.send")
async def message_send(connection: Connection, frame: Frame) -> None:
    """Queues the message; the writer answers with an ack or an error once it is committed or refused."""
    body = frame.get("body", "")
    if not isinstance(body, str):
        raise InvalidFrame(field="body")
    if len(body) > 4 * MAX_BODY:
        raise TooLong(field="body")
    origin = read_text(frame, "origin", max_length=20, default="typed")
    if origin not in ORIGINS:
        raise InvalidFrame(field="origin")
    read_bool(frame, "confirm")
    message = OutgoingMessage(
        sender_id=connection.user_id,
        conversation_id=read_id(frame, "conversation"),
        body=body,
        client_id=read_client_id(frame),
        origin=origin,
        preset_id=read_id(frame, "preset") if frame.get("preset") is not None else None,
        reply_to_id=read_id(frame, "reply_to") if frame.get("reply_to") is not None else None,
        attachments=tuple(read_ids(frame, "attachments", max_count=10)),
    )
    writer.submit(message, source=connection, frame=frame)


def read_client_id(frame: Frame) -> UUID:
    try:
        return UUID(read_text(frame, "client_id", max_length=36))
    except ValueError as error:
        raise InvalidFrame(field="client_id") from error
