"""A page of messages as it stands on the screen: day dividers, the unread divider, bubbles in groups.

The page's script takes over from here (`static/chat/messages/rows.js`); both give the same rows the same keys.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.chat.cards.selectors import Face, StepLine
from apps.chat.files.wording import Tile, Voice, tiles, voices
from apps.chat.messages.rendering import MessageDict
from apps.chat.messages.wording import author_name, preview, system_text
from apps.chat.scam.selectors import Warned

GROUP_WITHIN = timedelta(minutes=5)


@dataclass(slots=True)
class Row:
    """`kind` is day, unread or message."""

    kind: str
    key: str
    at: datetime | None = None
    message: MessageDict = field(default_factory=dict)
    mine: bool = False
    first: bool = True
    last: bool = True
    name: str = ""
    author: str = ""
    text: str = ""
    quote: dict[str, Any] | None = None
    status: str = ""
    files: list[Tile] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    card: Face | StepLine | None = None
    warning: Warned | None = None


def rows(
    messages: Sequence[MessageDict],
    *,
    viewer: User,
    names: dict[int, str],
    unread_from: int | None,
    quoted: dict[int, MessageDict],
    status_of_last: str,
    is_group: bool = False,
    cards: Mapping[int, Face | StepLine] | None = None,
    warnings: Mapping[int, Warned] | None = None,
) -> list[Row]:
    """`warnings` are what the viewer is warned of, by message; `cards` are those of these messages that are one, by id;
    `quoted` holds messages that these reply to, by id; `status_of_last` stands under the viewer's last bubble; in a
    group each run of somebody else's bubbles begins with their name."""
    found = list(_rows(messages, viewer, names, unread_from, quoted))
    for row in found if is_group else ():
        if row.kind == "message" and row.first and not row.mine and row.message["kind"] != "system":
            row.author = row.name
    for row in found if cards else ():
        row.card = None if row.message.get("recalled_at") else (cards or {}).get(row.message.get("id", 0))
    for row in found if warnings else ():
        row.warning = (warnings or {}).get(row.message.get("id", 0))
    for row in reversed(found):
        if row.mine:
            row.status = "" if row.message["recalled_at"] else status_of_last
            break
    return found


def _rows(
    messages: Sequence[MessageDict],
    viewer: User,
    names: dict[int, str],
    unread_from: int | None,
    quoted: dict[int, MessageDict],
) -> Iterator[Row]:
    day, group = None, None
    if unread_from is not None and messages and messages[0]["seq"] > unread_from:
        # The line is drawn where the unread ones begin, not where the page happens to.
        unread_from = None
    for message in messages:
        at = timezone.localtime(datetime.fromisoformat(message["created_at"]))
        mine = message["sender"] == viewer.pk
        if at.date() != day:
            day, group = at.date(), None
            yield Row("day", f"d:{day.isoformat()}", at=at)
        if unread_from is not None and not mine and message["seq"] >= unread_from:
            unread_from, group = None, None
            yield Row("unread", "unread")
        joins = group is not None and _belongs(message, at, group)
        if joins and group is not None:
            group.last = False
        is_system = message["kind"] == "system"
        group = Row(
            "message",
            f"c:{message['client_id']}" if mine else f"m:{message['id']}",
            at=at,
            message=message,
            mine=mine,
            first=not joins,
            name=author_name(message, names),
            text=system_text(message["card"], names) if is_system else text_of(message),
            files=tiles(message["attachments"]),
            voices=voices(message["attachments"]),
            quote=_quote(message, names, quoted),
        )
        yield group


def text_of(message: MessageDict) -> str:
    """What stands in the bubble as text: a card says it itself."""
    return "" if message["kind"] == "card" else message["body"]


def _belongs(message: MessageDict, at: datetime, group: Row) -> bool:
    return (
        "system" not in (message["kind"], group.message["kind"])
        and group.message["sender"] == message["sender"]
        and group.at is not None
        and at - group.at < GROUP_WITHIN
    )


def _quote(message: MessageDict, names: dict[int, str], quoted: dict[int, MessageDict]) -> dict[str, Any] | None:
    original = quoted.get(message["reply_to"] or 0)
    if original is None or message["recalled_at"]:
        return None
    return {"id": original["id"], "name": author_name(original, names), "text": preview(original, names)}
