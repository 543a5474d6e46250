"""What an e-mail says, whoever wrote it and however broken it is. Nothing here is believed, only read."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from apps.notifications.inbound.bounces import Report, report_of
from apps.notifications.inbound.hypertext import text_of_html
from apps.notifications.inbound.quotes import MOST_CHARACTERS, new_words

MOST_PARTS = 200
MOST_FILES = 20
LONGEST_HEADER = 4000
LONGEST_ADDRESS = 254
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
MOST_RECIPIENTS = 50
_IDS = re.compile(r"<[^<>\s]{1,250}>")
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)}
_UNSEEN = dict.fromkeys(_CONTROLS - {ord("\n"), ord("\t")})
_NAMESPACE = UUID("7d9d7a4e-4a9b-4f0c-9a5d-6f3f9a0a5f11")


class Unreadable(Exception):
    """It isn't an e-mail, or one that is made to break its reader."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    name: str
    content: bytes

    def as_upload(self) -> UploadedFile:
        return SimpleUploadedFile(self.name, self.content)


@dataclass(frozen=True, slots=True)
class Incoming:
    """`key` names this e-mail in our tables, `text` is what was written anew. `sender` is what it claims, in lower
    case."""

    key: str
    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    files: tuple[IncomingFile, ...]
    references: tuple[str, ...]
    is_automatic: bool
    report: Report | None

    @property
    def client_id(self) -> UUID:
        return uuid5(_NAMESPACE, self.key)


def read(content: bytes, *, recipient: str = "") -> Incoming:
    """Raises Unreadable. `recipient` is whom the mail server names, where it does."""
    try:
        return _read(message_from_bytes(content), content, recipient)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, MemoryError, HeaderParseError) as error:
        raise Unreadable(type(error).__name__) from error


def key_of(content: bytes) -> str:
    """Of what can't be read."""
    return hashlib.sha256(content).hexdigest()


def _read(message: Message, content: bytes, recipient: str) -> Incoming:
    said = next(iter(_IDS.findall(_raw(message, "Message-ID"))), "")
    name, sender = _sender(message)
    text, files = _parts(message)
    return Incoming(
        key=hashlib.sha256(said.encode()).hexdigest() if said else key_of(content),
        message_id=said,
        sender=sender,
        sender_name=name,
        recipients=_recipients(message, recipient),
        subject=_decoded(message, "Subject")[:300],
        text=new_words(text),
        files=files,
        references=tuple(_IDS.findall(f"{_raw(message, 'In-Reply-To')} {_raw(message, 'References')}"))[:50],
        is_automatic=_is_automatic(message),
        report=report_of(message),
    )


def _raw(message: Message, name: str) -> str:
    return str(message.get(name, ""))[:LONGEST_HEADER].replace("\r", " ").replace("\n", " ")


def _decoded(message: Message, name: str) -> str:
    """A header as people read it, in one line."""
    raw = _raw(message, name)
    try:
        parts = [
            part.decode(charset or "utf-8", "replace") if isinstance(part, bytes) else part
            for part, charset in decode_header(raw)
        ]
    except (LookupError, ValueError, HeaderParseError):
        parts = [raw]
    return visible(" ".join("".join(parts).split()))


def visible(text: str) -> str:
    """Without characters that can't be stored or that steer what shows them."""
    return text.translate(_UNSEEN)


def _sender(message: Message) -> tuple[str, str]:
    _name, address = parseaddr(_raw(message, "From"))
    name = parseaddr(_decoded(message, "From"))[0]
    return name[:100], address.lower()[:LONGEST_ADDRESS] if address.count("@") == 1 else ""


def _recipients(message: Message, recipient: str) -> tuple[str, ...]:
    fields = [str(value)[:LONGEST_HEADER] for name in RECIPIENTS for value in message.get_all(name, [])[:5]]
    addresses = [address.lower() for _name, address in getaddresses(fields)[:MOST_RECIPIENTS] if "@" in address]
    return tuple(dict.fromkeys([recipient.lower(), *addresses] if recipient else addresses))


def _is_automatic(message: Message) -> bool:
    """Whether a program wrote it (RFC 3834, and what programs did before): such a letter is never answered."""
    submitted = _raw(message, "Auto-Submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    if _raw(message, "Precedence").strip().lower() in {"bulk", "junk", "list", "auto_reply"}:
        return True
    if any(_raw(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response", "List-Id")):
        return True
    if _raw(message, "Return-Path").strip() == "<>":
        return True
    name = parseaddr(_raw(message, "From"))[1].lower().partition("@")[0]
    return name in {"mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply", "donotreply"}


def _parts(message: Message) -> tuple[str, tuple[IncomingFile, ...]]:
    """The text, as its writer's program has it for readers of text; and the files that were attached."""
    plain: list[str] = []
    html: list[str] = []
    files: list[IncomingFile] = []
    for part in _leaves(message):
        name = _file_name(part)
        disposition = part.get_content_disposition()
        kind = part.get_content_type()
        if disposition == "attachment" or (name and kind != "text/html" and not part.get("Content-ID")):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload and len(files) < MOST_FILES:
                files.append(IncomingFile(name or "file", payload))
        elif kind == "text/plain":
            plain.append(_text(part))
        elif kind == "text/html":
            html.append(_text(part))
    text = "\n".join(plain) if any(one.strip() for one in plain) else "\n".join(map(text_of_html, html))
    return visible(text[:MOST_CHARACTERS]), tuple(files)


def _leaves(message: Message) -> Iterator[Message]:
    """Not what lies in a letter within the letter: those are others' words."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        content = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(content, list):
            waiting += [one for one in reversed(content) if isinstance(one, Message)]
        elif not part.is_multipart():
            yield part


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    # Chinese programs name the smaller of two sets and write with the larger.
    charset = {"gb2312": "gb18030", "gbk": "gb18030"}.get(charset, charset)
    try:
        return payload[: 4 * MOST_CHARACTERS].decode(charset, "replace").replace("\r\n", "\n")
    except LookupError:
        return payload[: 4 * MOST_CHARACTERS].decode("utf-8", "replace").replace("\r\n", "\n")


def _file_name(part: Message) -> str:
    name = part.get_filename()
    if not name:
        return ""
    try:
        pieces = [
            piece.decode(charset or "utf-8", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in decode_header(str(name)[:LONGEST_HEADER])
        ]
    except (LookupError, ValueError, HeaderParseError):
        pieces = [str(name)]
    return visible("".join(pieces)).replace("/", "_").replace("\\", "_")[-200:]
