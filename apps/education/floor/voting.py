"""Votes for questions. When many vote at the same moment, their votes are counted together."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_pairs
from apps.education.floor.asking import with_a_voice
from apps.education.floor.models import SalonQuestion, SalonVote
from apps.education.posts.errors import OwnPost
from apps.education.salons.models import SalonGuest
from apps.education.salons.revisions import next_rev
from apps.education.salons.selectors import salon_for
from apps.errors import DomainError, NotFound


@dataclass(frozen=True, slots=True)
class Vote:
    question: int
    voter: int
    is_on: bool


@transaction.atomic
def cast(votes: Collection[Vote], *, now: datetime | None = None) -> Mapping[Vote, int | DomainError]:
    """How many want it answered, by vote, or why a vote isn't taken. The same again changes nothing."""
    found = SalonQuestion.objects.filter(pk__in={vote.question for vote in votes}, state=SalonQuestion.State.LIVE)
    questions = {one.pk: one for one in found.select_related("salon")}
    coming = SalonGuest.objects.filter(
        salon__in={one.salon_id for one in questions.values()}, person__in={vote.voter for vote in votes}
    )
    guests = {(guest.salon_id, guest.person_id): guest for guest in coming}
    people = {id_ for one in questions.values() for id_ in (one.author_id, one.salon.host_id)}
    blocked = blocked_pairs({vote.voter for vote in votes}, people)
    outcomes: dict[Vote, int | DomainError] = {}
    taken: list[Vote] = []
    for vote in votes:
        try:
            question = _seen(vote, questions.get(vote.question), blocked)
            with_a_voice(question.salon, guests.get((question.salon_id, vote.voter)), now or timezone.now())
            if question.author_id == vote.voter:
                raise OwnPost
        except DomainError as error:
            outcomes[vote] = error
        else:
            taken.append(vote)
    counts = _count({vote.question: questions[vote.question] for vote in taken}, taken) if taken else {}
    return outcomes | {vote: counts[vote.question] for vote in taken}


def set_vote(*, question: SalonQuestion, voter: User, is_on: bool, now: datetime | None = None) -> int:
    """Wants it answered, or no longer. Raises NotFound, OwnPost, RegisterFirst, Muted, SalonOver."""
    vote = Vote(question.pk, voter.pk, is_on)
    outcome = cast([vote], now=now)[vote]
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


def _seen(vote: Vote, question: SalonQuestion | None, blocked: Container[tuple[int, int]]) -> SalonQuestion:
    """Raises NotFound where it is gone, or there is a block between the voter and who asked or who hosts."""
    if question is None or (vote.voter, question.author_id) in blocked:
        raise NotFound
    if (vote.voter, question.salon.host_id) in blocked:
        # Who looks after events sees them all the same.
        salon_for(User.objects.get(pk=vote.voter), question.salon_id)
    return question


def _count(questions: Mapping[int, SalonQuestion], votes: Collection[Vote]) -> dict[int, int]:
    """In one order everywhere, so that two processes wait for each other in one direction only."""
    revs = {salon: next_rev(salon) for salon in sorted({one.salon_id for one in questions.values()})}
    SalonVote.objects.bulk_create(
        [SalonVote(question_id=vote.question, voter_id=vote.voter) for vote in votes if vote.is_on],
        ignore_conflicts=True,
    )
    taken_back = Q()
    for vote in votes:
        if not vote.is_on:
            taken_back |= Q(question=vote.question, voter=vote.voter)
    if taken_back:
        SalonVote.objects.filter(taken_back).delete()
    counted = SalonVote.objects.filter(question__in=questions).values_list("question").annotate(number=Count("pk"))
    counts = dict.fromkeys(questions, 0) | dict(counted)
    for pk, number in sorted(counts.items()):
        SalonQuestion.objects.filter(pk=pk).update(votes=number, rev=revs[questions[pk].salon_id])
    return counts
