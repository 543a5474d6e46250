"""Finding messages in the conversations in which a person takes part, newest first.

On PostgreSQL a rare word is looked up in the index of all messages, and what isn't the person's is left out. Of a
frequent one the index has far too many: then the person's conversations are walked from the one that moved last, until
no later one can hold a newer hit. Each walk ends after so many conversations; the next page goes on from there.

The index says what to look at; whether it still says so, the message itself does: what was recalled, edited or erased
is found no more from that moment on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.models import InboxPlace, Participant
from apps.chat.conversations.places import has_places
from apps.chat.messages.models import Message
from apps.chat.search.models import SearchedMessage
from apps.chat.search.reach import oldest_searched
from apps.chat.search.registry import Wanted
from apps.chat.search.services import searched_text
from apps.chat.search.words import tsquery
from apps.errors import InvalidInput
from apps.language.searching import Sought

RARE = 4_000
"""So many messages of all people are looked at one by one."""

RARE_SHARE = 0.0051
"""Or this share of all. PostgreSQL takes a word for that frequent, at most, of whose frequency it knows nothing."""

STEPS = (150, 600, 1_250)
"""How many conversations a walk looks at, at once and one after the other."""

ROUNDS = 6
"""How often hits of the index that say something else are made up for, in one page."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


class Place(NamedTuple):
    """Where a hit stands in the order."""

    at: datetime
    message: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """`place` is the last one that was shown; `top` the conversation (when it moved last, and its participant) with
    which the walk began that it belongs to, None for the newest."""

    walks: bool = False
    top: tuple[datetime, int] | None = None
    place: Place | None = None

    def __str__(self) -> str:
        numbers = [n for at, number in (self.top or (None, 0), self.place or (None, 0)) for n in (_number(at), number)]
        return "-".join(["w" if self.walks else "i", *map(str, numbers)])

    @classmethod
    def read(cls, text: str) -> "Cursor":
        way, *numbers = text.split("-")
        if way not in ("w", "i") or len(numbers) != 4:
            raise InvalidInput(field="after")
        if not all(number.isascii() and number.isdecimal() and len(number) < 17 for number in numbers):
            raise InvalidInput(field="after")
        moved, participant, at, message = map(int, numbers)
        top = (_moment(moved), participant) if moved else None
        return cls(way == "w", top, Place(_moment(at), message) if at else None)


@dataclass(frozen=True, slots=True)
class Hits:
    """Messages that hold what was looked for, with their attachments; `next` as of `Results`."""

    messages: list[Message]
    next: str | None


def find_messages(person: User, wanted: Wanted) -> Hits:
    """Raises InvalidInput for a cursor that can be none. In one conversation only who is in it finds anything."""
    if not wanted.sought:
        return Hits([], None)
    cursor = Cursor.read(wanted.after) if wanted.after else _beginning(person, wanted)
    if cursor.walks and not _may_walk(wanted):
        raise InvalidInput(field="after")
    found: list[Message] = []
    oldest = oldest_searched(person, now=timezone.now())
    for _round in range(ROUNDS):
        places, cursor_after = _look(person, wanted, cursor)
        if oldest and _is_before(oldest, places, cursor_after):
            places, cursor_after = [place for place in places if place.at >= oldest], None
        standing = _still_so([place.message for place in places], wanted.sought)
        for place in places:
            if place.message in standing:
                found.append(standing[place.message])
            cursor = Cursor(cursor.walks, cursor.top, place)
            if len(found) > wanted.limit:
                last = found[wanted.limit - 1]
                return Hits(
                    found[: wanted.limit], str(Cursor(cursor.walks, cursor.top, Place(last.created_at, last.pk)))
                )
        if cursor_after is None:
            return Hits(found, None)
        if cursor_after.top != cursor.top:
            # The walk is over: what it found is a page, however short.
            return Hits(found, str(cursor_after))
        cursor = cursor_after
    return Hits(found, str(cursor))


def _is_before(oldest: datetime, places: Sequence[Place], after: Cursor | None) -> bool:
    """Whether nothing newer than this can follow."""
    has_older = any(place.at < oldest for place in places)
    return has_older or bool(after and after.top and after.top[0] < oldest)


def _may_walk(wanted: Wanted) -> bool:
    return connection.vendor == "postgresql" and wanted.conversation is None


def _beginning(person: User, wanted: Wanted) -> Cursor:
    if not _may_walk(wanted):
        return Cursor()
    return Cursor(walks=not has_places(person.pk) or not _is_rare(wanted.sought))


def _look(person: User, wanted: Wanted, cursor: Cursor) -> tuple[list[Place], Cursor | None]:
    """Up to two more than asked for, after the cursor; and where to go on, None where nothing is left."""
    size = wanted.limit + 2
    if cursor.walks:
        return _walk(person, wanted.sought, cursor, size)
    with _one_process():
        places = _indexed(person, wanted, cursor.place, size)
    return places, Cursor(place=places[-1]) if len(places) == size else None


def _indexed(person: User, wanted: Wanted, after: Place | None, size: int) -> list[Place]:
    rows = SearchedMessage.objects.filter(words__holds=wanted.sought.words)
    mine = Participant.objects.filter(user=person, left_at=None)
    if wanted.conversation is not None:
        # Within one, numbers grow with time, and there is an index of them.
        mine = mine.filter(conversation=wanted.conversation)
        rows = rows.filter(conversation=wanted.conversation).order_by("-message")
        rows = rows.filter(message__lt=after.message) if after else rows
    else:
        rows = rows.order_by("-sent_at", "-message")
        rows = rows.filter(Q(sent_at__lt=after.at) | Q(sent_at=after.at, message__lt=after.message)) if after else rows
    rows = rows.filter(conversation__in=mine.values("conversation"))
    return [Place(at, message) for at, message in rows.values_list("sent_at", "message_id")[:size]]


@contextmanager
def _one_process() -> Iterator[None]:
    """PostgreSQL would start others to look at what one has soon looked at."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        yield


def _is_rare(sought: Sought) -> bool:
    """Whether one of these words is, as the planner estimates it. Of several together it knows less: the characters of
    a word come together more often than it thinks."""
    each = " UNION ALL ".join(["SELECT 1 FROM chat_searchedmessage WHERE words @@ %s::tsquery"] * len(sought.words))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {each}", [tsquery([word]) for word in sought.words])
        ((plan,),) = cursor.fetchall()
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'chat_searchedmessage'::regclass")
        ((rows,),) = cursor.fetchall()
    top = plan[0]["Plan"]
    estimates = [part["Plan Rows"] for part in (top["Plans"] if top["Node Type"] == "Append" else [top])]
    return min(estimates) <= max(RARE, RARE_SHARE * rows)


def _walk(person: User, sought: Sought, cursor: Cursor, size: int) -> tuple[list[Place], Cursor | None]:
    found: list[Place] = []
    begin = 0
    conversations = _conversations(person, cursor.top)
    for step in STEPS:
        # One more than is looked at, to know how new a hit in it could be.
        ahead = list(conversations[begin : begin + step + 1])
        found += _hits_in([number for number, *_rest in ahead[:step]], sought, cursor.place, size)
        found = sorted(found, reverse=True)[:size]
        if len(ahead) <= step:
            return found, Cursor(True, cursor.top, found[-1]) if len(found) == size else None
        begin += step
        _conversation, moved, participant = ahead[step]
        if len(found) == size and found[-1].at > moved:
            return found, Cursor(True, cursor.top, found[-1])
    if len(found) == size:
        return found, Cursor(True, cursor.top, found[-1])
    return found, Cursor(True, (moved, participant))


def _conversations(person: User, top: tuple[datetime, int] | None) -> Any:
    """(conversation, when it moved last, participant), the one that moved last first, from `top` on."""
    if InboxPlace.objects.filter(user=person).exists():
        places = InboxPlace.objects.filter(user=person, participant__left_at=None).order_by("-moved_at", "-pk")
        if top:
            places = places.filter(Q(moved_at__lt=top[0]) | Q(moved_at=top[0], pk__lte=top[1]), moved_at__lte=top[0])
        return places.values_list("participant__conversation_id", "moved_at", "pk")
    mine = Participant.objects.filter(user=person, left_at=None)
    rows = mine.order_by("-conversation__last_message_at", "-pk").exclude(conversation__last_message_at=None)
    return rows.values_list("conversation_id", "conversation__last_message_at", "pk")


HITS_IN = """
SELECT hit.sent_at, hit.message_id FROM unnest(%s::bigint[]) AS conversations(id) CROSS JOIN LATERAL (
    SELECT sent_at, message_id FROM chat_searchedmessage
    WHERE conversation_id = conversations.id AND words @@ %s::tsquery {after}
    ORDER BY message_id DESC LIMIT %s
) hit ORDER BY 1 DESC, 2 DESC LIMIT %s
"""


def _hits_in(conversations: Sequence[int], sought: Sought, after: Place | None, size: int) -> list[Place]:
    """The newest in these conversations. Within one, numbers grow with time."""
    sql = HITS_IN.format(after="AND (sent_at, message_id) < (%s, %s)" if after else "")
    values = [list(conversations), tsquery(sought.words), *(after or ()), size, size]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Place(at, message) for at, message in cursor.fetchall()]


def _still_so(ids: Sequence[int], sought: Sought) -> dict[int, Message]:
    messages = Message.objects.filter(pk__in=ids, recalled_at=None).prefetch_related("attachments")
    return {message.pk: message for message in messages if sought.is_in(searched_text(message))}


def _number(moment: datetime | None) -> int:
    return (moment - EPOCH) // MOMENT if moment else 0


def _moment(number: int) -> datetime:
    return EPOCH + number * MOMENT
