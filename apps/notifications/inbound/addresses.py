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
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from apps.notifications.inbound.registry import signed_kind, signed_kind_by_number

VALID_FOR = timedelta(days=30)
LETTER = 0
"""The number of tokens in Message-IDs; no address has it."""

_SALT = "notifications.inbound.addresses"
_FORM = struct.Struct(">BQQH")
_MAC_BYTES = 12
_TOKEN_CHARACTERS = 50
_EPOCH = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a token says: who may write with it, to what, and until the end of which day (UTC)."""

    number: int
    person: int
    subject: int
    last_day: date


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
    local, _at, domain = settings.REPLY_ADDRESS.rpartition("@")
    if known is None or not local:
        return ""
    last_day = (now.astimezone(UTC) + VALID_FOR).date()
    return f"{local}+{token_for(known.number, person, subject, last_day=last_day)}@{domain}"


def signed_among(recipients: Iterable[str]) -> Signed | None:
    """What the first signed address of these says, whatever its age."""
    local, _at, domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    for recipient in recipients if local else ():
        name, _at, host = recipient.lower().rpartition("@")
        base, plus, token = name.partition("+")
        said = read_token(token) if plus and (base, host) == (local, domain) else None
        if said is not None and signed_kind_by_number(said.number) is not None:
            return said
    return None


def is_ours(address: str) -> bool:
    """Whether it is an address from which we send or at which we receive."""
    name, at, host = address.lower().rpartition("@")
    plain = f"{name.partition('+')[0]}{at}{host}"
    ours = (settings.REPLY_ADDRESS, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    return any(plain == one.lower() for one in ours if one)
