"""The live socket's command for cards."""

from uuid import UUID, uuid4

from channels.db import database_sync_to_async

from apps.accounts.models import User
from apps.chat.cards.selectors import card_of_message
from apps.chat.cards.services import act
from apps.realtime.connection import Connection
from apps.realtime.frames import Frame, InvalidFrame, read_id, read_text
from apps.realtime.registry import command


@command("card.act")
async def card_act(connection: Connection, frame: Frame) -> None:
    """`{message, action, data, client_id}`: everybody hears `message.changed`."""
    message = read_id(frame, "message")
    action = read_text(frame, "action", max_length=30)
    client_id = _client_id(frame)
    data = frame.get("data", {})
    if not isinstance(data, dict):
        raise InvalidFrame(field="data")

    def run() -> None:
        actor = User.objects.get(pk=connection.user_id)
        act(card=card_of_message(actor, message), actor=actor, action=action, data=data, client_id=client_id)

    await database_sync_to_async(run)()


def _client_id(frame: Frame) -> UUID:
    """Without one, only doing the same once more is harmless."""
    if frame.get("client_id") is None:
        return uuid4()
    try:
        return UUID(read_text(frame, "client_id", max_length=36))
    except ValueError as error:
        raise InvalidFrame(field="client_id") from error
