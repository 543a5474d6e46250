"""A notification's words, made in the reader's language at the moment of reading."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils import translation

from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.registry import Kind, kind_of

PLACE = re.compile(r"%(?:%|\((?P<name>\w+)\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z])")
OPEN = "…"


def filled(text: str, facts: Mapping[str, Any]) -> str:
    """A kind's words with its facts. What is missing, or isn't of the sort that its place wants, is shown as open:
    rows outlive the version that wrote them, and one of them mustn't take a whole list with it."""

    def fact(place: re.Match[str]) -> str:
        try:
            return place[0] % facts
        except (KeyError, TypeError, ValueError):
            return OPEN

    return PLACE.sub(fact, text)


def name_of(kind: Kind) -> str:
    """How notifications of a kind are called together, in the active language: its title, where that needs no facts."""
    return str(kind.name or kind.title)


def words(notification: Notification, *, language: str) -> tuple[str, str]:
    """Title and body."""
    kind = kind_of(notification.kind)
    if kind is None:
        return "", ""
    with translation.override(language):
        facts = facts_in(kind, notification.facts)
        return filled(str(kind.title), facts), filled(str(kind.body), facts)


def facts_in(kind: Kind, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the active language has them; as they are stored where the kind can't read them any more."""
    facts = dict(stored)
    try:
        return kind.localise(facts) if kind.localise else facts
    except (KeyError, TypeError, ValueError, AttributeError):
        return facts


def told(notification: Notification, *, language: str) -> dict[str, Any]:
    """A line of the history."""
    kind = kind_of(notification.kind)
    title, body = words(notification, language=language)
    return {
        "id": notification.pk,
        "icon": kind.icon if kind else "bell",
        "title": title,
        "body": body,
        "at": notification.created_at,
        "is_unread": notification.read_at is None,
    }


def as_frame(notification: Notification, *, language: str) -> dict[str, Any]:
    kind = kind_of(notification.kind)
    title, body = words(notification, language=language)
    return {
        "type": "notification",
        "id": notification.pk,
        "kind": notification.kind,
        "icon": kind.icon if kind else "bell",
        "title": title,
        "body": body,
        "url": notification.url,
        "created_at": notification.created_at.isoformat(),
    }
