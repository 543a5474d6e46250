"""Who takes which e-mail. Apps register theirs in `mail_handlers.py`, which is found at start."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.accounts.models import User
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


_signed: dict[str, SignedKind] = {}


def register_signed(kind: SignedKind) -> SignedKind:
    _signed[kind.key] = kind
    return kind


def signed_kind(key: str) -> SignedKind | None:
    return _signed.get(key)


def signed_kind_by_number(number: int) -> SignedKind | None:
    return next((kind for kind in _signed.values() if kind.number == number), None)
