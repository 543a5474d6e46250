"""When e-mails may come that can wait: not in somebody's night, and of those that nobody asked for three a day, and one
an hour about a conversation."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfoNotFoundError

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.notifications.deciding.models import Channel, Notification
from apps.notifications.deciding.quiet_hours import awake_at
from apps.notifications.deciding.registry import all_kinds

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MAILS_A_DAY = 3


def counted_kinds() -> list[str]:
    return [kind.key for kind in all_kinds() if kind.is_counted]


def next_mail_at(person: User, *, now: datetime, is_counted: bool = True) -> datetime:
    """`now`, or when it may be: in the morning; where three went out within 24 hours, a day after the first. What is
    planned for an earlier time counts as gone out."""
    moment = _after_the_cap(_mails(people=[person.pk], now=now), now).get(person.pk, now) if is_counted else now
    return awake_at(person, moment)


def _mails(*, people: Iterable[int], now: datetime) -> list[tuple[int, datetime]]:
    """Person and time of each e-mail that counts, sent or planned, from the last 24 hours on; one that holds several
    things is one."""
    rows = Notification.objects.filter(
        person__in=people, kind__in=counted_kinds(), channel=Channel.EMAIL, cancelled_at=None, due_at__gt=now - 2 * DAY
    )
    found = {(person, sent or due) for person, sent, due in rows.values_list("person", "sent_at", "due_at")}
    return [(person, at) for person, at in found if at is not None and at > now - DAY]


def _after_the_cap(mails: Iterable[tuple[int, datetime]], now: datetime) -> dict[int, datetime]:
    """When those may get the next who have had their three."""
    by_person: dict[int, list[datetime]] = {}
    for person, at in mails:
        by_person.setdefault(person, []).append(at)
    newest = {person: sorted(times)[-MAILS_A_DAY:] for person, times in by_person.items()}
    return {person: times[0] + DAY for person, times in newest.items() if len(times) == MAILS_A_DAY}


def hold_mail(due: QuerySet[Notification], *, now: datetime) -> None:
    """Gives a later time to what isn't urgent and may not go out yet. What somebody gets beyond their three a day thus
    waits together, and comes as one e-mail. The number of queries doesn't grow with the people."""
    urgent = [kind.key for kind in all_kinds() if kind.is_urgent]
    rows = list(due.exclude(kind__in=urgent).only("person_id", "kind", "facts", "url", "due_at"))
    people = {row.person_id for row in rows}
    sent = Notification.objects.filter(
        person__in=people, kind__in=counted_kinds(), channel=Channel.EMAIL, sent_at__gt=now - DAY
    )
    gone = [
        (person, at, facts, url)
        for person, at, facts, url in sent.values_list("person", "sent_at", "facts", "url")
        if at is not None
    ]
    later = _after_the_cap({(person, at) for person, at, _facts, _url in gone}, now)
    told: dict[tuple[int, str], datetime] = {}
    for person, at, facts, url in sorted(gone, key=itemgetter(1)):
        told |= {(person, subject): at + HOUR for subject in _subjects(facts, url)}
    counted = set(counted_kinds())
    wanted: dict[int, datetime] = {}
    for row in rows:
        at = now
        if row.kind in counted:
            hours = [told.get((row.person_id, subject), now) for subject in _subjects(row.facts, row.url)]
            at = max([now, later.get(row.person_id, now), *hours])
        wanted[row.pk] = at
    put_off(rows, wanted, now=now)


def _subjects(facts: Mapping[str, object], url: str) -> Collection[str]:
    """The conversations that an e-mail is about, by their addresses."""
    urls = facts.get("urls")
    return urls if isinstance(urls, list) else [url]


def put_off(rows: Collection[Notification], wanted: Mapping[int, datetime], *, now: datetime) -> None:
    """Moves each to the time that is wanted for it, and out of its person's night."""
    people = User.objects.only("time_zone", "quiet_from", "quiet_until").in_bulk({row.person_id for row in rows})
    held = []
    for row in rows:
        try:
            at = awake_at(people[row.person_id], wanted[row.pk])
        except (ZoneInfoNotFoundError, KeyError):  # the letter itself says what is wrong with this one
            continue
        if at > now:
            row.due_at = at
            held.append(row)
    Notification.objects.bulk_update(held, ["due_at"], batch_size=500)
