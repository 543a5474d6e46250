"""What mail servers report about letters of ours: that one couldn't be delivered (RFC 3464), or that its reader called
it spam (RFC 5965)."""

import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr
from enum import StrEnum

_MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
MOST_READ = 20_000


class ReportKind(StrEnum):
    UNDELIVERABLE = "undeliverable"
    DELAYED = "delayed"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Report:
    """`message_id` is that of the letter it is about, as far as the report brings its head along; `status` the server's
    code, such as 5.1.1."""

    kind: ReportKind
    message_id: str
    recipient: str
    status: str = ""


def report_of(message: Message) -> Report | None:
    """None for what is no report."""
    if message.get_content_type() != "multipart/report" or not isinstance(message.get_payload(), list):
        return None
    kinds = {"delivery-status": _of_delivery, "feedback-report": _of_complaint}
    for part in _children(message)[:10]:
        if part.get_content_maintype() == "message" and (read := kinds.get(part.get_content_subtype())):
            return read(part, _original_id(message))
    return None


def _children(message: Message) -> list[Message]:
    content = message.get_payload()
    return [part for part in content if isinstance(part, Message)] if isinstance(content, list) else []


def _of_delivery(part: Message, message_id: str) -> Report | None:
    for group in _children(part)[:20]:
        action = str(group.get("Action", "")).strip().lower()
        recipient = _address(group.get("Original-Recipient") or group.get("Final-Recipient"))
        status = str(group.get("Status", "")).strip()[:20]
        if action == "failed":
            kind = ReportKind.DELAYED if status.startswith("4") else ReportKind.UNDELIVERABLE
            return Report(kind, message_id, recipient, status)
        if action == "delayed":
            return Report(ReportKind.DELAYED, message_id, recipient, status)
    return None


def _of_complaint(part: Message, message_id: str) -> Report | None:
    text = _text(part)
    recipient = re.search(r"^original-rcpt-to:\s*(\S{1,254})", text, re.IGNORECASE | re.MULTILINE)
    is_spam = re.search(r"^feedback-type:\s*(abuse|fraud)", text, re.IGNORECASE | re.MULTILINE)
    if not is_spam:
        return None
    return Report(ReportKind.COMPLAINT, message_id, _address(recipient[1]) if recipient else "")


def _address(field: object) -> str:
    """Of "rfc822; ana@example.org"."""
    return parseaddr(str(field or "")[:300].rpartition(";")[2])[1].lower()


def _original_id(message: Message) -> str:
    """The Message-ID in the part that brings the letter along, or its head."""
    for part in _children(message)[:10]:
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers", "message/global"}:
            for inner in _children(part)[:1]:
                return str(inner.get("Message-ID", "")).strip()[:260]
            if found := _MESSAGE_ID.search(_text(part)):
                return found[1]
    return ""


def _text(part: Message) -> str:
    """As it came, whether the parser took it for a letter within the letter or not."""
    inner = _children(part)
    if inner:
        return inner[0].as_string()[:MOST_READ]
    payload = part.get_payload(decode=True)
    return payload[:MOST_READ].decode("utf-8", "replace") if isinstance(payload, bytes) else ""
