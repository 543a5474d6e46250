"""The textbook server, for comparison: a Channels consumer that asks and writes through the ORM, message by message.

It speaks enough of the protocol to be loaded with the same file by the same generator, on the same tables.
"""

from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.db import transaction
from django.db.models import F
from django.urls import re_path
from django.utils import timezone

from apps.chat.models import Conversation, Message, Participant
from apps.realtime.credentials import from_tokens

NOT_SIGNED_IN = 4401


class ChatConsumer(AsyncJsonWebsocketConsumer):
    user_id: int
    groups_joined: list[str]

    async def connect(self) -> None:
        header = dict(self.scope["headers"]).get(b"authorization", b"").decode("latin-1")
        credential = (await database_sync_to_async(from_tokens)({header})).get(header)
        await self.accept()
        if credential is None:
            await self.close(NOT_SIGNED_IN)
            return
        self.user_id = credential.user_id
        self.groups_joined = [f"conversation-{number}" for number in await self._conversations()]
        for group in self.groups_joined:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.send_json({"type": "hello", "protocol": 1, "user": self.user_id})

    async def disconnect(self, code: int) -> None:
        for group in getattr(self, "groups_joined", ()):
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive_json(self, content: dict[str, Any], **kwargs: Any) -> None:
        if content["type"] == "ping":
            await self.send_json({"type": "pong"})
        elif content["type"] == "message.send":
            await self._message_send(content)

    async def _message_send(self, content: dict[str, Any]) -> None:
        conversation, client_id = content["conversation"], content["client_id"]
        if not await self._is_member(conversation):
            await self.send_json({"type": "error", "client_id": client_id, "code": "not_a_participant"})
            return
        message = await self._create(conversation, UUID(client_id), content["body"])
        ack = {name: message[name] for name in ("id", "seq", "rev", "created_at")}
        await self.send_json({"type": "message.ack", "client_id": client_id, "conversation": conversation} | ack)
        event = {"type": "message.new", "conversation": conversation, "message": message, "by": self.channel_name}
        await self.channel_layer.group_send(f"conversation-{conversation}", event)

    async def message_new(self, event: dict[str, Any]) -> None:
        if event.pop("by") != self.channel_name:
            await self.send_json(event)

    @database_sync_to_async
    def _conversations(self) -> list[int]:
        seats = Participant.objects.filter(user=self.user_id, left_at=None)
        return list(seats.values_list("conversation_id", flat=True))

    @database_sync_to_async
    def _is_member(self, conversation: int) -> bool:
        return Participant.objects.filter(conversation=conversation, user=self.user_id, left_at=None).exists()

    @database_sync_to_async
    def _create(self, conversation: int, client_id: UUID, body: str) -> dict[str, Any]:
        now = timezone.now()
        with transaction.atomic():
            mine = Conversation.objects.filter(pk=conversation)
            mine.update(head_seq=F("head_seq") + 1, head_rev=F("head_rev") + 1, last_message_at=now)
            head = mine.values("head_seq", "head_rev").get()
            message = Message.objects.create(
                conversation_id=conversation,
                seq=head["head_seq"],
                rev=head["head_rev"],
                sent_rev=head["head_rev"],
                client_id=client_id,
                sender_id=self.user_id,
                body=body,
                fingerprint=0,
                created_at=now,
            )
        return {
            "id": message.pk,
            "conversation": conversation,
            "seq": message.seq,
            "rev": message.rev,
            "client_id": str(client_id),
            "sender": self.user_id,
            "kind": message.kind,
            "body": body,
            "created_at": now.isoformat(),
        }


application = ProtocolTypeRouter({"websocket": URLRouter([re_path(r"^ws/$", ChatConsumer.as_asgi())])})
