"""The only door by which entries are written. Each answers the one before it; the database lets two answers of the same
entry pass by no means, so that whoever comes second sees that it is decided."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.members.models import Member
from apps.gamification.members.services import change_points

FOLLOWING: dict[str, frozenset[str]] = {
    "held": frozenset({"settled", "lapsed", "reversed"}),
    "settled": frozenset({"reversed", "adjusted"}),
    "adjusted": frozenset({"reversed", "adjusted"}),
    "restored": frozenset({"reversed", "adjusted"}),
    "reversed": frozenset({"restored"}),
    "lapsed": frozenset({"restored"}),
}
"""What may answer which entry."""


def hold_awards(awards: Sequence[Award]) -> None:
    """The first entry of new awards."""
    AwardEntry.objects.bulk_create(
        AwardEntry(
            award=award,
            sequence=1,
            kind=AwardEntry.Kind.HELD,
            points=award.points,
            cause=award.deed,
            created_at=award.created_at,
        )
        for award in awards
    )


def last_entry(award: Award) -> AwardEntry:
    return award.entries.order_by("-sequence")[0]


def state_of(award: Award) -> str:
    return last_entry(award).kind


def append_entry(
    award: Award,
    kind: AwardEntry.Kind,
    *,
    member: Member | None,
    points: int,
    cause: str,
    now: datetime,
    reason: str = "",
    by: User | None = None,
    weight: float | None = None,
) -> AwardEntry | None:
    """None when the award is in a state that this can't answer, or somebody else answered it meanwhile. Without a
    `weight` that of the step before stays. Keeps the member's points in step; the caller holds their lock."""
    last = last_entry(award)
    if kind not in FOLLOWING[last.kind]:
        return None
    try:
        with transaction.atomic():
            entry = AwardEntry.objects.create(
                award=award,
                sequence=last.sequence + 1,
                answers=last,
                kind=kind,
                points=points,
                weight=last.weight if weight is None else weight,
                cause=cause,
                reason=reason,
                by=by,
                created_at=now,
            )
    except IntegrityError:
        return None
    if member is not None:
        counted = last.points if last.kind in AwardEntry.COUNTING else 0
        counts = points if kind in AwardEntry.COUNTING else 0
        change_points(member=member, by=counts - counted)
    return entry
