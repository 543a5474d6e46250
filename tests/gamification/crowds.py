"""Honest people and cheaters, as their conversations lie in the tables, heard of and settled day by day."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from apps.accounts.models import Company, User
from apps.gamification.awards.corrections import take_back_arranged
from apps.gamification.awards.services import settle_held
from apps.gamification.fairness.services import find_rings
from apps.gamification.models import Member
from apps.gamification.recognition.handlers import confirm_first_answer, recognise_first_answers
from tests.gamification.talks import NOON, confirm, first_answer
from tests.gamification.test_any_order import answered, reciprocated
from tests.people import CandidateFactory, RecruiterFactory

WORTH = 10
"""Points of one honest first answer of a recruiter."""
DAYS = 10


def people(recruiters: int, candidates: int, *, verified: bool = True, age_days: int = 60) -> tuple[list[User], ...]:
    """Each recruiter with a company of their own that no operator has verified; accounts that old when it begins."""
    sides = RecruiterFactory.create_batch(recruiters), CandidateFactory.create_batch(candidates)
    Company.objects.filter(people__in=sides[0]).update(verified_at=None)
    for side in sides:
        User.objects.filter(pk__in=[one.pk for one in side]).update(date_joined=NOON - timedelta(days=age_days))
        for one in side:
            EmailAddress.objects.update_or_create(
                user=one, email=one.email, defaults={"verified": verified, "primary": True}
            )
            one.refresh_from_db()
    return sides


def talk_well(recruiter: User, candidate: User, *, at: datetime) -> None:
    """The candidate asks, the recruiter answers, the candidate answers: all in words that pass for earnest."""
    answer = first_answer(candidate, recruiter, at=at)
    recognise_first_answers(answered(answer))
    confirm(answer, at=at + timedelta(hours=2))
    confirm_first_answer(reciprocated(answer))


def spread(pairs: Sequence[tuple[User, User]]) -> int:
    """These talk, evenly over ten days; returns how many talks there were."""
    for number, (recruiter, candidate) in enumerate(pairs):
        talk_well(recruiter, candidate, at=NOON + timedelta(days=DAYS) * number / len(pairs))
    return len(pairs)


def honest_crowd(*, recruiters: int = 10, candidates: int = 24, talks_each: int = 4) -> tuple[list[User], int]:
    """Each candidate writes to some recruiters, whoever they are. Returns the recruiters, and how many talks."""
    hiring, looking = people(recruiters, candidates)
    chance = random.Random(3)
    pairs = [(recruiter, candidate) for candidate in looking for recruiter in chance.sample(hiring, talks_each)]
    chance.shuffle(pairs)
    return hiring, spread(pairs)


def let_time_pass() -> None:
    """The nightly look at everybody, and the settling of what was held, until all is decided."""
    for day in (4, 8, 12, 16, 20, 24, 30):
        now = NOON + timedelta(days=day)
        find_rings(now=now)
        while settle_held(now=now):
            pass
        take_back_arranged(now=now)


def points_of(members: Sequence[User]) -> int:
    return sum(Member.objects.filter(person__in=members).values_list("points", flat=True))


def share_of_honest(members: Sequence[User], talks: int) -> float:
    """What they have, of what an honest recruiter gets for as many talks."""
    return points_of(members) / (WORTH * talks)
