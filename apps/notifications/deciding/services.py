"""Telling people, once per cause and channel."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.deciding.models import Channel, Notification
from apps.notifications.deciding.preferences import is_wanted, wanted
from apps.notifications.deciding.registry import Kind, duty_kinds
from apps.notifications.deciding.wording import as_frame
from apps.realtime.hub import push_on_commit

PUSH_AFTER = timedelta(seconds=5)
"""Time for a page that is open to show it, and for its person to read it there."""
BATCH = 500
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """Whom to tell of which cause, with what the kind's words need and where it leads."""

    person: User
    cause: str
    facts: Mapping[str, Any]
    url: str

    @property
    def key(self) -> tuple[int, str]:
        return self.person.pk, self.cause

    def over(self, channel: Channel, kind: Kind, **times: datetime | None) -> Notification:
        return Notification(
            person=self.person,
            kind=kind.key,
            cause=self.cause,
            channel=channel,
            facts=dict(self.facts),
            url=self.url,
            **times,
        )


def notify(
    *, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime | None = None
) -> bool:
    """Tells one person of a cause. False when they were told before."""
    return bool(notify_all(kind=kind, tellings=[Telling(person, cause, facts, url)], now=now))


@transaction.atomic
def notify_all(*, kind: Kind, tellings: Iterable[Telling], now: datetime | None = None) -> list[Telling]:
    """Tells each person of their cause: live in the product at once, by push where a browser of theirs takes them, and
    by e-mail later if the kind has one and it stays unread. A kind that they don't want to be shown stands in their
    history, read. Returns what nobody had been told before; the number of queries doesn't grow with the people."""
    now = now or timezone.now()
    by_key = {telling.key: telling for telling in tellings}
    on = wanted({person for person, _cause in by_key}, kind)
    told = _tell_here(kind, by_key, on, now)
    later = [
        telling.over(channel, kind, due_at=now + wait)
        for telling in (by_key[row.person_id, row.cause] for row in told)
        for channel, wait in _waits(kind)
        if (telling.person.pk, channel) in on
    ]
    Notification.objects.bulk_create(later, ignore_conflicts=True, batch_size=BATCH)
    for row in told:
        if row.read_at is None:
            push_on_commit([row.person_id], as_frame(row, language=row.person.language))
    return [by_key[row.person_id, row.cause] for row in told]


def _waits(kind: Kind) -> list[tuple[Channel, timedelta]]:
    mail = kind.email_after_minutes
    return [(Channel.PUSH, PUSH_AFTER)] + ([] if mail is None else [(Channel.EMAIL, timedelta(minutes=mail))])


def _tell_here(
    kind: Kind, by_key: Mapping[tuple[int, str], Telling], on: Collection[tuple[int, str]], now: datetime
) -> list[Notification]:
    """The rows of those who hadn't been told. Where somebody tells one of them at the same moment, it is theirs."""
    for _try in range(MOST_TRIES):
        old = Notification.objects.filter(
            channel=Channel.IN_APP,
            person__in={person for person, _cause in by_key},
            cause__in={cause for _person, cause in by_key},
        )
        known = set(old.values_list("person", "cause"))
        rows = [
            telling.over(Channel.IN_APP, kind, sent_at=now, read_at=None if (key[0], Channel.IN_APP) in on else now)
            for key, telling in by_key.items()
            if key not in known
        ]
        try:
            with transaction.atomic():
                return Notification.objects.bulk_create(rows, batch_size=BATCH)
        except IntegrityError:
            continue
    raise IntegrityError(f"{kind.key} can't be told.")


def _plan(channel: Channel, telling: Telling, kind: Kind, due_at: datetime) -> bool:
    """False when it was planned before, or isn't wanted."""
    if not is_wanted(telling.person, kind, channel):
        return False
    _planned, is_new = Notification.objects.get_or_create(
        person=telling.person,
        cause=telling.cause,
        channel=channel,
        defaults={"kind": kind.key, "facts": dict(telling.facts), "url": telling.url, "due_at": due_at},
    )
    return is_new


@transaction.atomic
def mark_read(*, person: User, causes: list[str] | None = None, now: datetime | None = None) -> int:
    """Marks in-app notifications read (all of them when no causes are named) and cancels their unsent pushes and
    e-mails, but for those that it is a duty to send: who sits at somebody else's session may have read it."""
    now = now or timezone.now()
    mine = Notification.objects.filter(person=person, read_at__isnull=True)
    if causes is not None:
        mine = mine.filter(cause__in=causes)
    unsent = mine.filter(channel__in=(Channel.PUSH, Channel.EMAIL), sent_at__isnull=True)
    unsent.exclude(channel=Channel.EMAIL, kind__in=duty_kinds()).update(cancelled_at=now)
    marked = mine.filter(channel=Channel.IN_APP).update(read_at=now)
    if marked:
        push_on_commit([person.pk], {"type": "notification.read"})
    return marked


def notify_by_mail(
    *, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime | None = None
) -> bool:
    """Tells a person of a cause by e-mail alone, at once. False when they were told before, or don't want it."""
    return _plan(Channel.EMAIL, Telling(person, cause, facts, url), kind, now or timezone.now())


def notify_by_push(*, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime) -> bool:
    """Tells a person of a cause by push alone. False when they were told before, or don't want it."""
    return _plan(Channel.PUSH, Telling(person, cause, facts, url), kind, now + PUSH_AFTER)
