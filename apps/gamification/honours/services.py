"""Awards of the month: who is nominated, votes, the count, and what operators decide otherwise."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.errors import Conflict, InvalidInput, NotAllowed, NotFound
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.awards.giving import give
from apps.gamification.boards.periods import bounds, start_of
from apps.gamification.boards.selectors import ON_RANKINGS
from apps.gamification.celebrations.services import Moment
from apps.gamification.fairness.people import are_of_one_ring, rings_of
from apps.gamification.fairness.reasons import Reason
from apps.gamification.honours.deeds import HONOURED
from apps.gamification.honours.kinds import HONOURED_NOTICE
from apps.gamification.honours.models import Ballot, Honour, HonourVote, Nominee
from apps.gamification.honours.selectors import MONTH, may_choose, may_vote, to_nominate
from apps.gamification.levels.services import conclude
from apps.gamification.members.services import lock_members
from apps.notifications.deciding.services import notify

FEWEST = 2
"""With fewer nominees there is nothing to choose."""
SETTLED_AFTER = timedelta(days=3)
"""So long after the month the vote begins: what was done on its last days has settled by then."""

State = Ballot.State


class VoteOver(Conflict):
    code = "vote_over"
    message = _("The vote is over.")


class NoVoteForYou(NotAllowed):
    code = "no_vote_for_you"
    message = _(
        "Whoever did something that counts in that month votes, with a confirmed address and an account that was two "
        "weeks old when the vote began."
    )


class NotForOwn(NotAllowed):
    code = "not_for_own"
    message = _("Not for yourself, and not for a colleague.")


class BallotDecided(Conflict):
    code = "ballot_decided"
    message = _("The vote isn't open any more.")


def hold_votes(*, now: datetime) -> tuple[int, int]:
    """Opens the votes about the month that ended while their days last, and closes those whose time is over. How many
    of either."""
    first = start_of(MONTH, now.astimezone(UTC).date())
    last = start_of(MONTH, first - timedelta(days=1))
    begins = bounds(MONTH, first)[0] + SETTLED_AFTER
    opened = 0
    for honour in Honour.objects.filter(is_live=True).exclude(ballots__month=last):
        closes_at = begins + timedelta(days=honour.vote_days)
        if begins <= now < closes_at and open_ballot(honour=honour, month=last, closes_at=closes_at, now=now):
            opened += 1
    over = Ballot.objects.filter(state=State.OPEN, closes_at__lte=now).order_by("pk")
    closed = sum(close_ballot(ballot=ballot, now=now) for ballot in over)
    return opened, closed


@transaction.atomic
def open_ballot(*, honour: Honour, month: date, now: datetime, closes_at: datetime | None = None) -> Ballot | None:
    """Nominates and lets members vote, for the honour's days from now where no end is given. The vote that there is
    where it was opened before; None where fewer than two are to be nominated."""
    month = start_of(MONTH, month)
    if earlier := Ballot.objects.filter(honour=honour, month=month).first():
        return earlier
    nominated = to_nominate(honour, month)
    if len(nominated) < FEWEST:
        return None
    closes_at = closes_at or now + timedelta(days=honour.vote_days)
    try:
        with transaction.atomic():
            ballot = Ballot.objects.create(honour=honour, month=month, opens_at=now, closes_at=closes_at)
    except IntegrityError:
        return Ballot.objects.get(honour=honour, month=month)
    Nominee.objects.bulk_create(Nominee(ballot=ballot, person_id=person, people=people) for person, people in nominated)
    return ballot


@transaction.atomic
def cast_vote(*, voter: User, ballot_id: int, nominee_id: int, now: datetime) -> HonourVote:
    """The last one before the end counts. Raises NotFound, VoteOver, NoVoteForYou, NotForOwn."""
    # Under the vote's lock, which counting takes too: a vote is in time and counted, or told that it came late.
    ballot = Ballot.objects.select_for_update(no_key=True).filter(pk=ballot_id).first()
    nominee = Nominee.objects.filter(ON_RANKINGS, pk=nominee_id, ballot=ballot_id).select_related("person").first()
    if ballot is None or nominee is None or nominee.person_id in blocked_ids(voter):
        raise NotFound
    if not ballot.is_open_at(now):
        raise VoteOver
    if not may_choose(voter, nominee):
        raise NotForOwn
    if not may_vote(voter, ballot):
        raise NoVoteForYou
    vote, _made = HonourVote.objects.update_or_create(
        ballot=ballot, voter=voter, defaults={"nominee": nominee, "cast_at": now}
    )
    return vote


@transaction.atomic
def close_ballot(*, ballot: Ballot, now: datetime, operator: User | None = None) -> bool:
    """Counts and gives. Whoever has as many votes as the first has won too; with fewer than the honour asks for nobody
    has. False where it was decided before."""
    locked = _locked(ballot)
    if locked.state != State.OPEN:
        return False
    nominees = _counted(locked)
    most = max([locked.honour.least_votes, *(one.votes or 0 for one in nominees)])
    winners = [one for one in nominees if one.votes == most]
    _end(locked, State.CLOSED, operator=operator, why="", now=now)
    _give_to(locked, winners, now=now, operator=operator)
    return True


@transaction.atomic
def decide_ballot(*, ballot: Ballot, nominee_id: int, operator: User, why: str, now: datetime) -> Ballot:
    """An operator gives the award to this nominee, whatever was counted, and says why; who had it loses it. The same
    again changes nothing. Raises NotFound, InvalidInput, BallotDecided."""
    locked = _locked(ballot)
    if locked.state == State.CANCELLED:
        raise BallotDecided
    why = _reason(why)
    chosen = locked.nominees.filter(pk=nominee_id).first()
    if chosen is None:
        raise NotFound
    # Of all at once, in the one order: who loses it and who gets it are held until both are told.
    lock_members(*locked.nominees.values_list("person", flat=True))
    if locked.state == State.OPEN:
        _counted(locked)
    for before in locked.nominees.filter(has_won=True).exclude(pk=chosen.pk).select_related("award"):
        Nominee.objects.filter(pk=before.pk).update(has_won=False)
        if before.award is not None:
            reverse_award(award=before.award, reason=Reason.OUR_MISTAKE, operator=operator, now=now)
    _end(locked, State.CLOSED, operator=operator, why=why, now=now)
    _give_to(locked, [chosen], now=now, operator=operator)
    return locked


@transaction.atomic
def cancel_ballot(*, ballot: Ballot, operator: User, why: str, now: datetime) -> Ballot:
    """Nobody gets it; what was voted is forgotten. Raises InvalidInput, BallotDecided."""
    locked = _locked(ballot)
    if locked.state != State.OPEN:
        raise BallotDecided
    _end(locked, State.CANCELLED, operator=operator, why=_reason(why), now=now)
    HonourVote.objects.filter(ballot=locked).delete()
    return locked


def count_votes(ballot: Ballot) -> Counter[int]:
    """By nominee. What members of one closed group give each other doesn't count, nor what two nominees give each
    other, nor votes of closed accounts."""
    votes = list(ballot.votes.filter(voter__is_active=True).values_list("voter", "nominee", "nominee__person"))
    people = {person for voter, _nominee, nominated in votes for person in (voter, nominated)}
    rings = rings_of(people)
    given = {(voter, nominated) for voter, _nominee, nominated in votes}
    return Counter(
        nominee
        for voter, nominee, nominated in votes
        if (nominated, voter) not in given and not are_of_one_ring(rings, voter, nominated)
    )


def _counted(ballot: Ballot) -> list[Nominee]:
    """Those who still have an account, with their votes."""
    counts, nominees = count_votes(ballot), list(ballot.nominees.filter(person__is_active=True))
    for nominee in nominees:
        nominee.votes = counts[nominee.pk]
    Nominee.objects.bulk_update(nominees, ["votes"])
    return nominees


def _give_to(ballot: Ballot, winners: Iterable[Nominee], *, now: datetime, operator: User | None) -> None:
    honour, winners = ballot.honour, list(winners)
    members = lock_members(*(nominee.person_id for nominee in winners))
    amounts = {"points": honour.points, "coins": honour.coins}
    words = {"title_en": honour.name_en, "title_zh": honour.name_zh}
    moment = Moment()
    for nominee in winners:
        member = members[nominee.person_id]
        deed = f"honour:{ballot.pk}"
        award = give(
            kind=HONOURED,
            deed=deed,
            member=member,
            amounts=amounts,
            facts={"honour": honour.key, "month": ballot.month.isoformat(), **words},
            now=now,
            moment=moment,
            cause=deed,
            by=operator,
        )
        is_new, nominee.has_won, nominee.award = award is not None, True, award or nominee.award
        nominee.save(update_fields=["has_won", "award"])
        if not is_new and nominee.award is not None:
            # They had it, lost it to somebody else, and have it again.
            restore_award(award=nominee.award, operator=operator, now=now, cause="review")
        elif not member.hides_all:
            notify(
                person=member.person,
                kind=HONOURED_NOTICE,
                cause=deed,
                facts={"amounts": amounts, **words},
                url=reverse("gamification:honours"),
                now=now,
            )
    conclude(moment)


def _locked(ballot: Ballot) -> Ballot:
    return Ballot.objects.select_for_update(of=("self",)).select_related("honour").get(pk=ballot.pk)


def _end(ballot: Ballot, state: str, *, operator: User | None, why: str, now: datetime) -> None:
    ballot.state, ballot.decided_by, ballot.why, ballot.decided_at = state, operator, why, now
    ballot.save(update_fields=["state", "decided_by", "why", "decided_at"])


def _reason(why: str) -> str:
    if not why.strip():
        raise InvalidInput(_("Say why: whoever asks in a year finds it here."), field="why")
    return why.strip()
