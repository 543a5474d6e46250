"""What was sent in a conversation beside words: pictures, documents, voice notes and links, newest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.chat.conversations.models import Conversation
from apps.chat.conversations.moments import iso
from apps.chat.files.models import Attachment, Form
from apps.chat.files.rendering import attachment_dict
from apps.chat.files.wording import called, tiles
from apps.chat.messages.models import Message

PICTURES, DOCUMENTS, VOICE, LINKS = "pictures", "documents", "voice", "links"
KINDS: dict[str, str | Promise] = {
    PICTURES: _("Pictures"),
    DOCUMENTS: _("Documents"),
    VOICE: _("Voice notes"),
    LINKS: _("Links"),
}
A_PAGE, MOST_A_PAGE = 20, 50

_FORMS = {PICTURES: Form.IMAGE, DOCUMENTS: Form.DOCUMENT, VOICE: Form.VOICE}
# As `static/chat/messages/links.js` finds them.
_ADDRESS = re.compile(r"""\bhttps?://[^\s<>"'，。；！？、）】》」]+""", re.IGNORECASE)
_TRAILING = ".,;:!?)]}"


@dataclass(frozen=True, slots=True)
class Sent:
    """`attachment` as messages carry it, None for a link; `name` what it is called, or the link itself."""

    message: int
    seq: int
    sender: int | None
    sent_at: datetime
    name: str
    about: str
    attachment: dict[str, Any] | None
    link: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "message": self.message,
            "seq": self.seq,
            "sender": self.sender,
            "sent_at": iso(self.sent_at),
            "attachment": self.attachment,
            "link": self.link,
        }


@dataclass(frozen=True, slots=True)
class SentPage:
    """`next` is what to ask for those before; None where there are none."""

    results: Sequence[Sent]
    next: int | None


def sent_in(conversation: Conversation, kind: str, *, before: int | None = None, limit: int = A_PAGE) -> SentPage:
    """So many of one kind, of those that weren't recalled; links by the message. `kind` is one of KINDS."""
    return _links(conversation, before, limit) if kind == LINKS else _files(conversation, _FORMS[kind], before, limit)


def _files(conversation: Conversation, form: Form, before: int | None, limit: int) -> SentPage:
    rows = Attachment.objects.filter(
        conversation=conversation, form=form, message__isnull=False, message__recalled_at=None
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("message").order_by("-pk")[: limit + 1])
    return SentPage([_file(row) for row in found[:limit]], found[limit - 1].pk if len(found) > limit else None)


def _file(row: Attachment) -> Sent:
    message = row.message
    attachment = attachment_dict(row)
    assert message is not None
    return Sent(
        message=message.pk,
        seq=message.seq,
        sender=message.sender_id,
        sent_at=message.created_at,
        name=called(row.form, row.name, row.facts),
        about=next((tile.meta for tile in tiles([attachment])), ""),
        attachment=attachment,
        link="",
    )


def _links(conversation: Conversation, before: int | None, limit: int) -> SentPage:
    rows = Message.objects.filter(
        conversation=conversation, recalled_at=None, kind__in=Message.TYPED, body__icontains="http"
    )
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows.only("seq", "sender", "created_at", "body").order_by("-seq")[: limit + 1])
    results = [_link(message, link) for message in found[:limit] for link in links_of(message.body)]
    return SentPage(results, found[limit - 1].seq if len(found) > limit else None)


def _link(message: Message, link: str) -> Sent:
    return Sent(message.pk, message.seq, message.sender_id, message.created_at, link, "", None, link)


def links_of(text: str) -> list[str]:
    """The http and https addresses in it, each once."""
    found = []
    for match in _ADDRESS.finditer(text):
        link = match.group()
        shorter = link.rstrip(_TRAILING)
        # "(see https://example.com/a_(b))" keeps the bracket that the address itself opened.
        while link[len(shorter) :].startswith(")") and shorter.count("(") > shorter.count(")"):
            shorter += ")"
        found.append(shorter)
    return list(dict.fromkeys(found))
