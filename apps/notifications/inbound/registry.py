"""Who takes which e-mail. Apps register theirs in `mail_handlers.py`, which is found at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from apps.accounts.models import User
from apps.notifications.inbound.bounces import Report
from apps.notifications.inbound.reading import Incoming


class Refused(Exception):
    """The writer can be told why, in their language; `text` is for people."""

    def __init__(self, text: str, *, code: str) -> None:
        self.text = text
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class SignedKind:
    """Addresses that were made for one person and one subject. `number` stands in them, so it is never given to
    another kind. `handle(mail, person, subject)` may be called again with the same mail, whose `key` names its one
    effect; it raises Refused or a DomainError. `url` leads to the subject, `refused` keeps what was refused where its
    writer finds it."""

    key: str
    number: int
    handle: Callable[[Incoming, User, int], None]
    url: Callable[[int], str]
    refused: Callable[[Incoming, User, int], None] = lambda mail, person, subject: None


@dataclass(frozen=True)
class OpenMailbox:
    """An address to which anybody may write. `number` stands in the signed addresses at which its own letters are
    answered, as for a SignedKind. `handle(mail, signed)` gets what such an address says, whatever its
    age, or None; it may be called again with the same mail. What it refuses is told to nobody: who wrote is not
    known. `reported(report, signed)` hears what a mail server says about one of its letters."""

    key: str
    number: int
    address: Callable[[], str]
    handle: Callable[[Incoming, "Signed | None"], None]
    reported: Callable[[Report, "Signed"], None]


@dataclass(frozen=True, slots=True)
class Signed:
    """What a token says: who may write with it, to what, and until the end of which day (UTC)."""

    number: int
    person: int
    subject: int
    last_day: date


_open: dict[str, OpenMailbox] = {}


def register_open(mailbox: OpenMailbox) -> OpenMailbox:
    _open[mailbox.key] = mailbox
    return mailbox


def open_mailboxes() -> list[OpenMailbox]:
    return list(_open.values())


def open_mailbox_by_number(number: int) -> OpenMailbox | None:
    return next((mailbox for mailbox in _open.values() if mailbox.number == number), None)


_signed: dict[str, SignedKind] = {}


def register_signed(kind: SignedKind) -> SignedKind:
    _signed[kind.key] = kind
    return kind


def signed_kind(key: str) -> SignedKind | None:
    return _signed.get(key)


def signed_kind_by_number(number: int) -> SignedKind | None:
    return next((kind for kind in _signed.values() if kind.number == number), None)
