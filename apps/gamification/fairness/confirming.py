"""How much a confirmation counts: by who gives it. What costs nothing to make, a fresh account that talks with one
party alone, confirms nothing or next to nothing; who has really talked with two others confirms in full."""

from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.gamification.fairness.exchanges import exchanges, partners_of, party_of
from apps.gamification.fairness.models import RingMember
from apps.gamification.fairness.people import are_of_one_ring, rings_of, verified_among
from apps.gamification.fairness.reasons import Reason

LOOK_BACK = timedelta(days=90)
LONE_LOOK_BACK = timedelta(days=30)
YOUNG = timedelta(days=7)
FULL_PARTNERS = 2
"""Independent parties that one has talked with, besides the one whose award it is."""


def weight_of(confirmer: User | None, *, beneficiary: User, now: datetime) -> tuple[float, str]:
    """From 0 to 1, and why where it is 0.

    Two independent partners: 1; one: a half. None, with a confirmed address: in full for the first such award that
    the beneficiary's side had within 30 days, nothing for the others; in full for all of them where an operator has
    verified the beneficiary's company and the account is a week old. Members of one closed group confirm nothing to
    each other. An address that isn't confirmed counts for nothing in the first week, and never without partners.
    """
    if confirmer is None:
        return 0.0, Reason.UNCONFIRMED
    rings = rings_of([confirmer.pk, beneficiary.pk])
    if are_of_one_ring(rings, confirmer.pk, beneficiary.pk):
        return 0.0, Reason.ARRANGED
    is_verified = confirmer.pk in verified_among([confirmer.pk])
    is_young = now - confirmer.date_joined < YOUNG
    if is_young and not is_verified:
        return 0.0, Reason.UNCONFIRMED
    independent = partners_of([confirmer.pk], since=now - LOOK_BACK, until=now)[confirmer.pk]
    independent -= {party_of(beneficiary), party_of(confirmer)} | _parties_in(rings.get(confirmer.pk))
    if len(independent) >= FULL_PARTNERS:
        return 1.0, ""
    if independent:
        return 0.5, ""
    if not is_verified:
        return 0.0, Reason.UNCONFIRMED
    company = beneficiary.company
    if company is not None and company.verified_at is not None and not is_young:
        return 1.0, ""
    return (1.0, "") if _rank_among_lone(confirmer, beneficiary, now) == 1 else (0.0, Reason.UNCONFIRMED)


def _parties_in(ring: int | None) -> set[str]:
    if ring is None:
        return set()
    return {party_of(member.person) for member in RingMember.objects.filter(ring=ring).select_related("person")}


def _rank_among_lone(confirmer: User, beneficiary: User, now: datetime) -> int:
    """Which one this is, from 1, of the exchanges of the beneficiary's side with people who talk with it alone."""
    side = party_of(beneficiary)
    people = [beneficiary.pk]
    if beneficiary.company_id:
        people = list(User.objects.filter(company=beneficiary.company_id).values_list("pk", flat=True))
    recent = []
    for one in exchanges(people=people, since=now - LONE_LOOK_BACK, until=now):
        other = one.other if one.one_party == side else one.one
        recent.append(other)
    partners = partners_of(set(recent), since=now - LOOK_BACK, until=now)
    lone = [person for person in recent if partners[person] <= {side}]
    until_now = len(lone) - lone[::-1].index(confirmer.pk) if confirmer.pk in lone else len(lone) + 1
    return max(1, until_now)
