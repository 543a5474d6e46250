"""Files that messages of a batch carry: theirs, of the same conversation, in no other message yet."""

from collections.abc import Sequence
from typing import Any

from apps.chat.files.errors import UnknownAttachment
from apps.chat.files.models import Attachment
from apps.chat.files.rendering import attachment_dict
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage

Files = dict[int, Attachment]

MAX_A_MESSAGE = 10


def claimable(batch: Sequence[OutgoingMessage]) -> Files:
    ids = {number for item in batch for number in item.attachments}
    if not ids:
        return {}
    return Attachment.objects.select_for_update().filter(message=None).in_bulk(ids)


def check(item: OutgoingMessage, files: Files) -> None:
    if not item.attachments:
        return
    if len(set(item.attachments)) != len(item.attachments) or len(item.attachments) > MAX_A_MESSAGE:
        raise UnknownAttachment(field="attachments")
    for number in item.attachments:
        file = files.get(number)
        if (
            file is None
            or file.uploader_id != item.sender_id
            or file.conversation_id != item.conversation_id
            or file.message_id is not None
        ):
            raise UnknownAttachment(field="attachments")
        file.message_id = 0
        if file.form != Attachment.Form.IMAGE:
            item.kind = Message.Kind.FILE


def claim(item: OutgoingMessage, message_id: int, files: Files) -> list[dict[str, Any]]:
    if not item.attachments:
        return []
    Attachment.objects.filter(pk__in=item.attachments).update(message_id=message_id)
    return [attachment_dict(files[number]) for number in item.attachments]
