"""Large inboxes keep the place of each conversation in a row, so that a page and its counts don't read all of them.

The truth is `with_section`; a row may be late by as long as an event takes. Who reads it looks again at what it shows.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from apps.chat.conversations.models import InboxPlace, Participant
from apps.chat.conversations.sections import with_section

LARGE = 500
"""From so many conversations on. Below, reading all of them is as quick."""

PIECE = 1000


def has_places(user_id: int) -> bool:
    """Whether the person's inbox is large; begins to keep its places where it has become so."""
    mine = Participant.objects.filter(user=user_id, left_at=None).values("pk")
    if not list(mine[LARGE - 1 : LARGE]):
        return False
    if not InboxPlace.objects.filter(user=user_id).exists():
        mend_places(user_id=user_id)
    return True


def keep_places(*, conversation_ids: Collection[int], now: datetime | None = None) -> int:
    """Brings the places of these conversations up to date, in the inboxes that keep them; how many were written."""
    keeps = Exists(InboxPlace.objects.filter(user=OuterRef("user")))
    participants = Participant.objects.filter(keeps, conversation__in=list(conversation_ids))
    return _keep(participants, now)


def keep_own_place(*, user_id: int, conversation_id: int, now: datetime | None = None) -> int:
    """The same after the person pinned, archived or snoozed it."""
    if not InboxPlace.objects.filter(user=user_id).exists():
        return 0
    return _keep(Participant.objects.filter(user=user_id, conversation=conversation_id), now)


def mend_places(*, user_id: int, now: datetime | None = None) -> int:
    """Writes all places of one inbox anew."""
    participants = Participant.objects.filter(user=user_id)
    ids = list(participants.order_by("pk").values_list("pk", flat=True))
    pieces = (ids[start : start + PIECE] for start in range(0, len(ids), PIECE))
    return sum(_keep(Participant.objects.filter(pk__in=piece), now) for piece in pieces)


def mend_all_places(*, now: datetime | None = None) -> int:
    """Whatever an event may have missed: once an hour is enough, as readers look again at what they are shown."""
    people = InboxPlace.objects.order_by("user").values_list("user", flat=True).distinct()
    return sum(mend_places(user_id=person, now=now) for person in list(people))


def _keep(participants: QuerySet[Participant], now: datetime | None) -> int:
    gone = list(participants.filter(left_at__isnull=False).values_list("pk", flat=True))
    if gone:
        InboxPlace.objects.filter(participant__in=gone).delete()
    here = with_section(participants.filter(left_at=None), now=now).values_list(
        "pk", "user_id", F("conversation__job"), "rank", "waits_since", "moved_at"
    )
    return _write(
        InboxPlace(participant_id=pk, user_id=user, job_id=job, rank=rank, waits_since=since, moved_at=moved)
        for pk, user, job, rank, since, moved in here
    )


def _write(places: Iterable[InboxPlace]) -> int:
    rows = sorted(places, key=lambda place: place.participant_id)
    InboxPlace.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["participant"],
        update_fields=["job", "rank", "waits_since", "moved_at"],
    )
    return len(rows)
