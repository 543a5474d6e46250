"""Votes for questions. When many vote at the same moment, their votes are counted together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.education.floor.asking import with_a_voice
from apps.education.floor.models import SalonQuestion, SalonVote
from apps.education.floor.revisions import next_rev
from apps.education.posts.errors import OwnPost
from apps.education.salons.models import SalonGuest
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
    outcomes: dict[Vote, int | DomainError] = {}
    taken: list[Vote] = []
    for vote in votes:
        try:
            _check(vote, questions.get(vote.question), guests, now or timezone.now())
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


def _check(
    vote: Vote, question: SalonQuestion | None, guests: Mapping[tuple[int, int], SalonGuest], now: datetime
) -> None:
    if question is None:
        raise NotFound
    with_a_voice(question.salon, guests.get((question.salon_id, vote.voter)), now)
    if question.author_id == vote.voter:
        raise OwnPost


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
