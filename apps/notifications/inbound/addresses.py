"""Addresses that say by themselves to whom and to what an e-mail belongs: `reply+TOKEN@…`, signed and expiring.

A token is lower-case letters and digits, as mail servers may change the case, and short enough for the 64 characters
that the part before the @ may have. The same form stands in the Message-IDs of our letters, by which a bounce proves
that it is about one of them.
"""

import base64
import binascii
import hmac
import struct
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from apps.notifications.inbound.registry import OpenMailbox, Signed, open_mailboxes, signed_kind, signed_kind_by_number

VALID_FOR = timedelta(days=30)
LETTER = 0
"""The number of tokens in Message-IDs; no address has it."""

_SALT = "notifications.inbound.addresses"
_FORM = struct.Struct(">BQQH")
_MAC_BYTES = 12
_TOKEN_CHARACTERS = 50
_EPOCH = date(2020, 1, 1)


def token_for(number: int, person: int, subject: int, *, last_day: date) -> str:
    content = _FORM.pack(number, person, subject, (last_day - _EPOCH).days)
    return base64.b32encode(content + _mac(content)).decode().rstrip("=").lower()


def read_token(token: str) -> Signed | None:
    """None for what we didn't sign; whether it is too old is the caller's to ask."""
    if len(token) != _TOKEN_CHARACTERS or not token.isascii():
        return None
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    content, mac = raw[: _FORM.size], raw[_FORM.size :]
    # What was signed is compared in its written form, too: unused bits at the end are no second token.
    if not hmac.compare_digest(mac, _mac(content)):
        return None
    number, person, subject, day = _FORM.unpack(content)
    last_day = _EPOCH + timedelta(days=day)
    return Signed(number, person, subject, last_day) if _same(token, number, person, subject, last_day) else None


def _same(token: str, number: int, person: int, subject: int, last_day: date) -> bool:
    return constant_time_compare(token.lower(), token_for(number, person, subject, last_day=last_day))


def _mac(content: bytes) -> bytes:
    return salted_hmac(_SALT, content, algorithm="sha256").digest()[:_MAC_BYTES]


def reply_address(kind: str, *, person: int, subject: int, now: datetime) -> str:
    """Where this person's e-mail about the subject is to go; "" where no mailbox is set up."""
    known = signed_kind(kind)
    if known is None:
        return ""
    return signed_address(settings.REPLY_ADDRESS, known.number, person=person, subject=subject, now=now)


def signed_address(plain: str, number: int, *, person: int, subject: int, now: datetime) -> str:
    """`plain` with a token; "" where it isn't set up. `person` is whoever the number's kind or mailbox knows by it."""
    local, _at, domain = plain.rpartition("@")
    if not local:
        return ""
    last_day = (now.astimezone(UTC) + VALID_FOR).date()
    return f"{local}+{token_for(number, person, subject, last_day=last_day)}@{domain}"


def signed_among(recipients: Iterable[str]) -> Signed | None:
    """What the first signed address of these says, whatever its age."""
    for token in _tokens(settings.REPLY_ADDRESS, recipients):
        said = read_token(token)
        if said is not None and signed_kind_by_number(said.number) is not None:
            return said
    return None


def open_among(recipients: Iterable[str]) -> tuple[OpenMailbox, Signed | None] | None:
    """The mailbox to which one of these belongs, with what its own signed address says."""
    recipients = list(recipients)
    for mailbox in open_mailboxes():
        if tokens := _tokens(mailbox.address(), recipients):
            read = (read_token(token) for token in tokens)
            return mailbox, next((said for said in read if said and said.number == mailbox.number), None)
    return None


def _tokens(address: str, recipients: Iterable[str]) -> list[str]:
    """What stands after the + in those that belong to this address; "" for the plain one."""
    local, _at, domain = address.lower().rpartition("@")
    parts = [recipient.lower().rpartition("@") for recipient in recipients] if local else []
    names = [name.partition("+") for name, _at, host in parts if host == domain]
    return [token for base, _plus, token in names if base == local]


def is_ours(address: str) -> bool:
    """Whether it is an address from which we send or at which we receive."""
    name, at, host = address.lower().rpartition("@")
    plain = f"{name.partition('+')[0]}{at}{host}"
    mailboxes = [mailbox.address() for mailbox in open_mailboxes()]
    ours = (settings.REPLY_ADDRESS, parseaddr(settings.DEFAULT_FROM_EMAIL)[1], *mailboxes)
    return any(plain == one.lower() for one in ours if one)
