from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import Block, SegmentMember, User
from apps.gamification.boards.models import Board, BoardRow
from apps.gamification.boards.periods import starts
from apps.gamification.members.models import Member

SHOWN = 200
"""So many of the first are shown; whoever comes later sees those around them."""
AROUND = 5
TEAM = 200
ON_RANKINGS = Q(person__is_active=True, person__member__hides_all=False, person__member__hides_rankings=False)
"""Of rows that name a `person`: whoever hides is gone at once."""


@dataclass(frozen=True)
class Entry:
    """A line of a board as everybody sees it: no id, no page of the person. `name` is what they chose."""

    rank: int
    name: str
    points: int
    is_me: bool


@dataclass(frozen=True)
class Asked:
    """Which ranking: `board` in a week or month that began on `starts_on`, of all or of one's own company."""

    board: Board
    period: str
    starts_on: date
    is_last: bool
    is_team: bool


def boards_for(person: User) -> list[Board]:
    """Those of one's role and segments."""
    segments = SegmentMember.objects.filter(person=person).values("segment")
    mine = Board.objects.filter(is_live=True, role=person.role)
    return list(mine.filter(Q(segment=None) | Q(segment__in=segments))[:50])


def asked_for(person: User, boards: Sequence[Board], wanted: dict[str, str], *, now: datetime) -> Asked | None:
    """What isn't there is read as what is there first. None without a board."""
    if not boards:
        return None
    period = wanted.get("period", "")
    period = period if period in BoardRow.Period.values else BoardRow.Period.WEEK.value
    is_last = wanted.get("when") == "last"
    return Asked(
        board=next((board for board in boards if board.key == wanted.get("board")), boards[0]),
        period=period,
        starts_on=starts(period, now)[is_last],
        is_last=is_last,
        is_team=wanted.get("of") == "team" and person.company_id is not None,
    )


def rows_of(asked: Asked, viewer: User) -> QuerySet[BoardRow]:
    """Those whom the viewer may see, asked anew each time: whoever hides is gone at once, as is who blocked the
    viewer or is blocked."""
    rows = BoardRow.objects.filter(board=asked.board, period=asked.period, starts_on=asked.starts_on)
    rows = rows.filter(ON_RANKINGS)
    rows = rows.exclude(person__in=Block.objects.filter(blocker=viewer).values("blocked"))
    rows = rows.exclude(person__in=Block.objects.filter(blocked=viewer).values("blocker"))
    if asked.is_team:
        rows = rows.filter(person__company=viewer.company_id)
    return rows.select_related("person__member").order_by("rank", "person")


def first_of(asked: Asked, viewer: User) -> QuerySet[BoardRow]:
    return rows_of(asked, viewer)[: TEAM if asked.is_team else SHOWN]


def around(asked: Asked, viewer: User) -> list[BoardRow]:
    """The viewer with up to five before and after; nothing where they aren't on it."""
    rows = rows_of(asked, viewer)
    me = rows.filter(person=viewer).first()
    if me is None:
        return []
    before = rows.filter(Q(rank__lt=me.rank) | Q(rank=me.rank, person__lt=viewer.pk)).reverse()[:AROUND]
    after = rows.filter(Q(rank__gt=me.rank) | Q(rank=me.rank, person__gt=viewer.pk))[:AROUND]
    return [*list(before)[::-1], me, *after]


def entries(rows: Iterable[BoardRow], viewer: User) -> list[Entry]:
    """In words."""
    return [
        Entry(
            rank=row.rank,
            name=shown_name(row.person, is_me=row.person_id == viewer.pk),
            points=row.points,
            is_me=row.person_id == viewer.pk,
        )
        for row in rows
    ]


def shown_name(person: User, *, is_me: bool) -> str:
    member: Member = person.member
    if member.ranking_as == Member.RankingAs.NAME:
        return person.name
    if member.ranking_as == Member.RankingAs.NICKNAME and member.nickname:
        return member.nickname
    return _("You, unnamed") if is_me else _("Somebody unnamed")
