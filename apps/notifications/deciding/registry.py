"""The kinds of things that people are told about. Apps register theirs in `kinds.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from email.mime.base import MIMEBase
from typing import Any

from django.utils.functional import Promise

from apps.accounts.models import User


@dataclass(frozen=True)
class Kind:
    """`title` and `body` are lazy translations with `%(name)s` places that `facts` fill. `email_after_minutes` is None
    for kinds that never leave the product, 0 for at once; an e-mail still unsent is cancelled by reading.
    `localise` may replace facts by their form in the active language (choices, dates) before they are filled in.
    What `is_duty` is mailed whatever a person wants, and also when their account is closed: they must be able to know.
    `mail_parts` gives what is attached to this person's e-mail, made from the facts when it is written."""

    key: str
    title: str | Promise
    body: str | Promise
    icon: str = "bell"
    email_after_minutes: int | None = None
    localise: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    mail_parts: Callable[[dict[str, Any], User], list[MIMEBase]] | None = None
    is_duty: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    _kinds[kind.key] = kind
    return kind


def kind_of(key: str) -> Kind | None:
    return _kinds.get(key)


def all_kinds() -> list[Kind]:
    return list(_kinds.values())
