"""Snapshots of rankings: by what people earned with others who vouched for it, never by how much they did."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from apps.accounts.models import SegmentMember
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.boards.models import Board, BoardRow
from apps.gamification.boards.periods import bounds, starts
from apps.gamification.boards.selectors import ON_RANKINGS
from apps.gamification.deeds.registry import kinds

BATCH = 1000


def ranked_kinds() -> list[str]:
    """Deeds between two people that the other side confirms."""
    return [kind.key for kind in kinds() if kind.is_about_two and kind.confirmed_by]


def take_snapshots(*, now: datetime) -> int:
    """Of every board in use, for this and the last week and month; older ones are let go. Returns how many rows."""
    taken = 0
    for board in Board.objects.filter(is_live=True):
        for period in BoardRow.Period.values:
            begins = starts(period, now)
            BoardRow.objects.filter(board=board, period=period).exclude(starts_on__in=begins).delete()
            taken += sum(_take(board, period, start) for start in begins)
    return taken


@transaction.atomic
def _take(board: Board, period: str, start: date) -> int:
    Board.objects.select_for_update().get(pk=board.pk)
    BoardRow.objects.filter(board=board, period=period, starts_on=start).delete()
    count = 0
    batch: list[BoardRow] = []
    for row in _ranked(board, period, start):
        batch.append(row)
        if len(batch) == BATCH:
            count += len(BoardRow.objects.bulk_create(batch))
            batch = []
    return count + len(BoardRow.objects.bulk_create(batch))


def _ranked(board: Board, period: str, start: date) -> Iterator[BoardRow]:
    since, until = bounds(period, start)
    awards = Award.objects.beside_last(AwardEntry.COUNTING).filter(
        ON_RANKINGS,
        created_at__gte=since,
        created_at__lt=until,
        rule__deed__in=ranked_kinds(),
        person__role=board.role,
    )
    if board.segment_id:
        awards = awards.filter(person__in=SegmentMember.objects.filter(segment=board.segment_id).values("person"))
    sums = awards.order_by().values("person").annotate(total=Sum("entries__points")).filter(total__gt=0)
    rank, last = 0, None
    for place, row in enumerate(sums.order_by("-total", "person").iterator(BATCH), start=1):
        if row["total"] != last:
            rank, last = place, row["total"]
        yield BoardRow(
            board=board, period=period, starts_on=start, person_id=row["person"], points=row["total"], rank=rank
        )
