"""What would be mailed goes to a phone or a work account instead, where somebody has one."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from apps.accounts.models import User
from apps.notifications.adapters.sending import send
from apps.notifications.channels.push import words_together
from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.registry import kind_of


class StoppedAddress(Exception):
    """Their phone or work account can't be reached, and e-mails to them are stopped: it is tried again later."""


def tell_elsewhere(person: User, notifications: Sequence[Notification]) -> bool:
    """Whether all of it went there. Duties, digests and what has attachments are mailed to everybody."""
    other = getattr(person, "other_address", None)
    if other is None or not all(map(_is_short, notifications)):
        return False
    first = notifications[0]
    url = first.url if len(notifications) == 1 else reverse("notifications:list")
    with translation.override(person.language):
        title, body = words_together(person, notifications)
    return send(other.adapter, other.address, title=title, body=body, url=settings.SITE_URL + url if url else "")


def is_duty(notification: Notification) -> bool:
    """Whether it is mailed whatever stands in the way."""
    kind = kind_of(notification.kind)
    return kind is not None and kind.is_duty


def _is_short(notification: Notification) -> bool:
    kind = kind_of(notification.kind)
    return kind is not None and not (kind.is_duty or kind.mail_entries or kind.mail_parts)
