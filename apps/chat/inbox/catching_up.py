"""What happened while a person was away, the most pressing first."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.sections import QUEUE_ORDER, WAITING_SECTIONS, Section
from apps.chat.inbox.due import with_dues
from apps.chat.inbox.selectors import Entry, entries, participants_in_inbox
from apps.chat.reading.selectors import with_unread
from apps.errors import InvalidInput

AWAY_FROM = timedelta(hours=24)
"""Who comes back after so long is shown what happened."""

SHOWN_FOR = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=10)
LONGEST = timedelta(days=60)
MOST = 20
SEEN, AWAY, BACK = "inbox_seen_at", "inbox_away_since", "inbox_back_at"


@dataclass(frozen=True, slots=True)
class CatchUp:
    """`entries` are what moved since then, those that wait first and of these what is overdue; `counts` by section."""

    since: datetime
    entries: list[Entry]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def note_visit(session: MutableMapping[str, Any], *, now: datetime) -> datetime | None:
    """Notes in this browser's session that its person looks at the inbox, and returns since when they hadn't, if they
    are just back."""
    seen = _moment(session.get(SEEN))
    if seen is not None and now - seen >= AWAY_FROM:
        session[AWAY], session[BACK] = seen.isoformat(), now.isoformat()
    if seen is None or now - seen >= NOTED_EVERY:
        session[SEEN] = now.isoformat()
    back = _moment(session.get(BACK))
    return _moment(session.get(AWAY)) if back is not None and now - back < SHOWN_FOR else None


def end_catching_up(session: MutableMapping[str, Any]) -> None:
    """They have seen it."""
    session.pop(AWAY, None)
    session.pop(BACK, None)


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def catch_up(person: User, *, since: datetime, now: datetime | None = None) -> CatchUp:
    """What moved in the person's conversations since then; raises InvalidInput for more than 60 days ago."""
    now = now or timezone.now()
    if not now - LONGEST <= since <= now:
        raise InvalidInput(field="since")
    moved: Any = participants_in_inbox(person, now=now).filter(Q(moved_at__gte=since))
    moved = moved.exclude(Q(section__in=[Section.ARCHIVED, Section.SNOOZED]))
    counts = dict.fromkeys(Section.values, 0)
    for section in moved.order_by().values_list("section", flat=True):
        counts[section] += 1
    found = with_dues(entries(with_unread(moved.order_by(*QUEUE_ORDER))[:MOST]), person, now=now)
    return CatchUp(since=since, entries=sorted(found, key=lambda entry: _pressing(entry, now)), counts=counts)


def _pressing(entry: Entry, now: datetime) -> tuple[int, float]:
    """What is overdue, then what is due next, then the rest as it stands."""
    if entry.section not in WAITING_SECTIONS or entry.due is None:
        return 2, 0.0
    return (0 if entry.due.at <= now else 1), entry.due.at.timestamp()
