"""What moderation sees of a report: the last messages before it, as they were then and had been before."""

import base64
import json
from datetime import datetime
from typing import Any, TypedDict

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.moments import iso
from apps.chat.files.models import Attachment
from apps.chat.files.wording import called
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.wording import preview

MESSAGES = 20
MOST_PICTURES = 6
MOST_OF_A_FILE = 1000
MOST_PICTURE_BYTES = 300_000


class Before(TypedDict):
    """What a message said before an edit or a recall."""

    reason: str
    text: str
    at: str | None


class Witness(TypedDict):
    """A message of the evidence. `pictures` are the small ones, in base64."""

    id: int
    seq: int
    sender: int | None
    name: str
    text: str
    before: list[Before]
    pictures: list[str]
    files: list[str]
    sent_at: str | None
    edited_at: str | None
    recalled_at: str | None
    is_reported: bool


def gather(conversation: Conversation, *, message: Message | None) -> list[Witness]:
    """The last messages up to the reported one, or up to the newest, oldest first."""
    found = Message.objects.filter(conversation=conversation)
    if message is not None:
        found = found.filter(seq__lte=message.seq)
    details = ("originals", "attachments", "reactions")
    rows = list(found.select_related("sender").prefetch_related(*details).order_by("-seq")[:MESSAGES])
    names = {row.sender.pk: row.sender.name for row in rows if row.sender is not None}
    left = MOST_PICTURES
    witnesses = []
    # The reported message is the newest of them: its pictures come first.
    for row in rows:
        pictures = [data for one in list(row.attachments.all())[:left] if (data := _picture(one))]
        left -= len(pictures)
        witnesses.append(_witness(row, names, pictures, is_reported=message is not None and row.pk == message.pk))
    return list(reversed(witnesses))


def of_text(author: User, text: str, written_at: datetime) -> Witness:
    """What somebody wrote outside of conversations."""
    return Witness(
        id=0,
        seq=0,
        sender=author.pk,
        name=author.name,
        text=text,
        before=[],
        pictures=[],
        files=[],
        sent_at=_moment(written_at),
        edited_at=None,
        recalled_at=None,
        is_reported=True,
    )


def packed(witnesses: list[Witness]) -> str:
    return json.dumps(witnesses, ensure_ascii=False)


def unpacked(text: str) -> list[Witness]:
    found: list[Witness] = json.loads(text)
    return found


def _witness(row: Message, names: dict[int, str], pictures: list[str], *, is_reported: bool) -> Witness:
    shown: dict[str, Any] = message_dict(row)
    if row.kind in (Message.Kind.SYSTEM, Message.Kind.CARD):
        text = preview(shown, names)
    else:
        text = "" if row.recalled_at else row.body
    originals = sorted(row.originals.all(), key=lambda one: one.pk)
    return Witness(
        id=row.pk,
        seq=row.seq,
        sender=row.sender_id,
        name=row.sender.name if row.sender else "",
        text=text,
        before=[Before(reason=one.reason, text=one.body, at=_moment(one.replaced_at)) for one in originals],
        pictures=pictures,
        files=[_file_words(one) for one in row.attachments.all()],
        sent_at=_moment(row.created_at),
        edited_at=_moment(row.edited_at),
        recalled_at=_moment(row.recalled_at),
        is_reported=is_reported,
    )


def _file_words(attachment: Attachment) -> str:
    """Its name, and of a document how it begins."""
    text = str((attachment.facts or {}).get("text", ""))
    name = called(attachment.form, attachment.name, attachment.facts)
    return f"{name}\n{text[:MOST_OF_A_FILE]}" if text else name


def _moment(value: datetime | None) -> str | None:
    return iso(value)


def _picture(attachment: Attachment) -> str:
    """Empty where there is none any more, or where it is too large to keep."""
    if not attachment.thumbnail:
        return ""
    try:
        with attachment.thumbnail.open("rb") as file:
            data = file.read(MOST_PICTURE_BYTES + 1)
    except FileNotFoundError:
        return ""
    return base64.b64encode(data).decode() if len(data) <= MOST_PICTURE_BYTES else ""
