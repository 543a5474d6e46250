from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.gamification.awards.models import Award
from apps.gamification.boards.models import BoardRow
from apps.gamification.boards.periods import bounds
from apps.gamification.boards.selectors import ON_RANKINGS, shown_name
from apps.gamification.fairness.people import OLD_ENOUGH, verified_among
from apps.gamification.honours.models import Ballot, Honour, HonourVote, Nominee
from apps.gamification.members.models import Member

NOMINATED = 5
LEAST_PEOPLE = 2
"""Nobody is nominated for what they did for one person."""
MONTH = BoardRow.Period.MONTH.value


@dataclass(frozen=True)
class Candidate:
    """A nominee as one member sees them. `votes` is None as long as the vote is open."""

    id: int
    name: str
    people: int
    votes: int | None
    has_won: bool
    is_me: bool
    may_be_chosen: bool


@dataclass(frozen=True)
class BallotShown:
    """`my_vote` is the nominee's id."""

    ballot: Ballot
    is_open: bool
    candidates: list[Candidate]
    my_vote: int | None
    may_vote: bool

    @property
    def has_winner(self) -> bool:
        return any(one.has_won for one in self.candidates)


def to_nominate(honour: Honour, month: date) -> list[tuple[int, int]]:
    """Who did it for the most different people in this month, by what counts of their awards, and for how many: at most
    five. Only who is shown on rankings by a name of their choice: whoever is unnamed there stays so."""
    start, end = bounds(MONTH, month)
    awards = Award.objects.counting().filter(rule__deed=honour.deed, created_at__gte=start, created_at__lt=end)
    named = awards.filter(ON_RANKINGS, person__is_staff=False).exclude(
        person__member__ranking_as=Member.RankingAs.NOBODY
    )
    counted = named.order_by().values("person").annotate(people=Count("decision__counterparty", distinct=True))
    most = counted.filter(people__gte=LEAST_PEOPLE).order_by("-people", "person")
    return list(most.values_list("person", "people")[:NOMINATED])


def may_vote(person: User, ballot: Ballot) -> bool:
    """Whoever has a confirmed address and an account older than two weeks, and did something that counts in the
    month: an account made for the vote has none."""
    start, end = bounds(MONTH, ballot.month)
    if person.date_joined > ballot.opens_at - OLD_ENOUGH or not verified_among([person.pk]):
        return False
    return Award.objects.counting().filter(person=person, created_at__gte=start, created_at__lt=end).exists()


def may_choose(voter: User, nominee: Nominee) -> bool:
    """Neither oneself nor a colleague."""
    if nominee.person_id == voter.pk:
        return False
    return voter.company_id is None or nominee.person.company_id != voter.company_id


def open_ballots(*, now: datetime) -> QuerySet[Ballot]:
    return Ballot.objects.filter(state=Ballot.State.OPEN, closes_at__gt=now).select_related("honour")


def past_ballots() -> QuerySet[Ballot]:
    """Those that were decided or called off, the newest first."""
    return Ballot.objects.exclude(state=Ballot.State.OPEN).select_related("honour")


def as_shown(ballots: Iterable[Ballot], viewer: User, *, now: datetime) -> list[BallotShown]:
    """Without nominees between whom and the viewer there is a block, and without those who have hidden since."""
    ballots = list(ballots)
    nominees = Nominee.objects.filter(ON_RANKINGS, ballot__in=ballots)
    nominees = nominees.exclude(person__in=blocked_ids(viewer)).select_related("person__member")
    votes = dict(HonourVote.objects.filter(ballot__in=ballots, voter=viewer).values_list("ballot", "nominee"))
    by_ballot: dict[int, list[Nominee]] = {}
    for nominee in nominees:
        by_ballot.setdefault(nominee.ballot_id, []).append(nominee)
    return [_shown(ballot, by_ballot.get(ballot.pk, []), viewer, votes.get(ballot.pk), now) for ballot in ballots]


def _shown(ballot: Ballot, nominees: list[Nominee], viewer: User, my_vote: int | None, now: datetime) -> BallotShown:
    is_open = ballot.is_open_at(now)
    candidates = [
        Candidate(
            id=nominee.pk,
            name=shown_name(nominee.person, is_me=nominee.person_id == viewer.pk),
            people=nominee.people,
            votes=nominee.votes,
            has_won=nominee.has_won,
            is_me=nominee.person_id == viewer.pk,
            may_be_chosen=may_choose(viewer, nominee),
        )
        for nominee in nominees
    ]
    return BallotShown(
        ballot=ballot,
        is_open=is_open,
        candidates=candidates,
        my_vote=my_vote,
        may_vote=is_open and may_vote(viewer, ballot),
    )
