"""A notification's words, made in the reader's language at the moment of reading."""

from typing import Any

from django.utils import translation

from apps.notifications.models import Notification
from apps.notifications.registry import kind_of


def words(notification: Notification, *, language: str) -> tuple[str, str]:
    """Title and body."""
    kind = kind_of(notification.kind)
    if kind is None:
        return "", ""
    with translation.override(language):
        facts = dict(notification.facts)
        if kind.localise:
            facts = kind.localise(facts)
        return str(kind.title) % facts, str(kind.body) % facts


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
