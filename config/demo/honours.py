"""The demo's awards of the month: one that was voted, one that members vote on now, and who is a creator."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from apps.accounts.models import User
from apps.gamification.boards.periods import start_of
from apps.gamification.creators.services import look_at_all
from apps.gamification.honours.selectors import MONTH
from apps.gamification.honours.services import close_ballot
from apps.gamification.models import Award, Ballot, Honour, HonourVote, Member

UNNAMED = ("joyce", "sana")
"""They are on rankings without a name, and so on no vote."""
LAST = {"lufang": ("ana", "ben", "kai"), "meiling": ("zhihao",)}
NOW = {"ben": (), "xiaowen": ("kai",), "greta": ()}
"""Who is nominated, and by whom they were voted for."""
DAY = timedelta(days=1)


def create_honours(*, users: Mapping[str, User], now: datetime) -> None:
    """Votes are for who has been there for a while, as the cast has by its posts and talks."""
    people = [person.pk for person in users.values()]
    User.objects.filter(pk__in=people).update(date_joined=now - 60 * DAY)
    named = [person for name, person in users.items() if name not in UNNAMED]
    Member.objects.filter(person__in=named).update(ranking_as=Member.RankingAs.NAME)
    # The month in which the cast's talks count: who had one of them votes.
    this = start_of(MONTH, Award.objects.counting().latest("created_at").created_at.date())
    voted = _ballot("helps-in-public", start_of(MONTH, this - DAY), LAST, users, opened=now - 9 * DAY)
    close_ballot(ballot=voted, now=now)
    _ballot("ear-for-others", this, NOW, users, opened=now - 2 * DAY)
    look_at_all(now=now)


def _ballot(
    key: str, month: date, nominated: Mapping[str, tuple[str, ...]], users: Mapping[str, User], *, opened: datetime
) -> Ballot:
    honour = Honour.objects.get(key=key)
    closes_at = opened + honour.vote_days * DAY
    ballot = Ballot.objects.create(honour=honour, month=month, opens_at=opened, closes_at=closes_at)
    for people, (name, voters) in enumerate(nominated.items(), start=2):
        nominee = ballot.nominees.create(person=users[name], people=people)
        for voter in voters:
            HonourVote.objects.create(ballot=ballot, voter=users[voter], nominee=nominee, cast_at=opened)
    return ballot
