"""Pushes that are due, and handing them to the push services of a person's browsers."""

import json
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from apps.accounts.models import User
from apps.notifications.channels.claiming import claim_by_person, due_over, give_back
from apps.notifications.channels.push import said
from apps.notifications.deciding.models import Channel, Notification
from apps.notifications.deciding.pacing import put_off
from apps.notifications.deciding.registry import kind_of
from apps.notifications.subscriptions.models import PushSubscription
from apps.notifications.subscriptions.sealing import authorization, seal
from apps.notifications.subscriptions.selectors import browsers_of
from apps.notifications.subscriptions.services import note_failure, note_success
from apps.outgoing.errors import Forbidden, Unreachable
from apps.outgoing.requests import post
from apps.realtime.models import Presence

logger = logging.getLogger(__name__)

WHILE_HERE = timedelta(minutes=1)
KEPT_SECONDS = 24 * 3600
"""How long a push service keeps one for a device that is switched off."""
SECONDS = 4.0
GONE = (404, 410)


class Outcome(Enum):
    """What became of one push at one push service."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"


def claim_due_pushes(*, now: datetime) -> Iterator[tuple[User, list[Notification]]]:
    """Marks due pushes sent and gives them out person by person. Who has a page open sees it there: theirs wait until
    it is closed; in somebody's quiet hours they wait for the morning."""
    due = due_over(Channel.PUSH, now=now)
    due.filter(person__is_active=False).update(cancelled_at=now)
    here = Presence.objects.filter(online_until__gt=now).values("user")
    due.filter(person__in=here).update(due_at=now + WHILE_HERE)
    rows = list(due.only("person_id", "due_at"))
    put_off(rows, {row.pk: now for row in rows}, now=now)
    return claim_by_person(due, now=now)


def deliver(person: User, notifications: Sequence[Notification], *, now: datetime) -> None:
    """Hands one push about all of them to each of a person's browsers. One that took it is enough: others aren't tried
    again, and no e-mail follows about the same, unless it was asked for or must be."""
    outcomes = {
        _hand_over(browser, said(person, notifications, shows_words=browser.shows_words), now)
        for browser in browsers_of(person)
    }
    own = Notification.objects.filter(pk__in=[notification.pk for notification in notifications])
    if Outcome.TAKEN in outcomes:
        for notification in notifications:
            _needs_no_mail(person, notification, now)
    elif Outcome.LATER in outcomes:
        give_back(notifications=notifications, now=now)
    else:
        own.update(sent_at=None, cancelled_at=now)


def _hand_over(browser: PushSubscription, content: dict[str, Any], now: datetime) -> Outcome:
    """A browser that its push service no longer knows, or whose address leads inside, has ended."""
    try:
        status = post(
            browser.endpoint,
            body=seal(json.dumps(content).encode(), public_key=browser.public_key, secret=browser.secret),
            headers={
                "Authorization": authorization(browser.endpoint, now=now),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(KEPT_SECONDS),
                "Urgency": "high",
            },
            purpose="Push",
            seconds=SECONDS,
        )
    except Forbidden:
        browser.delete()
        return Outcome.REFUSED
    except Unreachable:
        note_failure(browser)
        return Outcome.LATER
    if status in GONE:
        browser.delete()
    elif 200 <= status < 300:
        note_success(browser)
        return Outcome.TAKEN
    elif status == 429 or status >= 500:
        return Outcome.LATER
    else:
        logger.warning("A push service refused a push to browser %s: %s.", browser.pk, status)
    return Outcome.REFUSED


def _needs_no_mail(person: User, notification: Notification, now: datetime) -> None:
    kind = kind_of(notification.kind)
    if kind is None:
        return
    kind.pushed(notification.facts, person)
    if kind.has_optional_mail:
        Notification.objects.filter(
            person=person, cause=notification.cause, channel=Channel.EMAIL, sent_at=None, cancelled_at=None
        ).update(cancelled_at=now)
