"""Whether somebody who came by an invitation has really arrived: talked in earnest, both ways, with somebody who has a
standing of their own and nothing to do with who invited them. Puppets have nobody like that."""

from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db.models import Q

from apps.accounts.models import User
from apps.gamification.fairness.exchanges import exchanges, partners_of, party_of
from apps.gamification.fairness.people import verified_among
from apps.gamification.referrals.models import Referral

LOOK_BACK = timedelta(days=90)
ESTABLISHED = timedelta(days=7)


def has_arrived(referral: Referral, *, now: datetime) -> bool:
    """False while the newcomer's address isn't confirmed, and for who signs in where the inviter does."""
    newcomer, inviter = referral.newcomer, referral.inviter
    if referral.from_same_place or newcomer.pk not in verified_among([newcomer.pk]):
        return False
    if _share_a_place(newcomer, [inviter.pk]):
        return False
    return any(_vouches(partner, referral, now=now) for partner in _partners(newcomer, now=now))


def _partners(newcomer: User, *, now: datetime) -> list[User]:
    found = {
        exchange.other if exchange.one == newcomer.pk else exchange.one
        for exchange in exchanges(people=[newcomer.pk], since=now - LOOK_BACK, until=now)
    }
    return list(User.objects.filter(pk__in=found, is_active=True).order_by("pk"))


def _vouches(partner: User, referral: Referral, *, now: datetime) -> bool:
    """A week old, with a confirmed address, from another place, in talks with yet others, and no part of the circle
    around this invitation."""
    parties = {party_of(referral.inviter), party_of(referral.newcomer)}
    if party_of(partner) in parties or partner.pk in _circle(referral):
        return False
    if partner.date_joined > now - ESTABLISHED or partner.pk not in verified_among([partner.pk]):
        return False
    if _share_a_place(partner, [referral.inviter_id, referral.newcomer_id]):
        return False
    others = partners_of([partner.pk], since=now - LOOK_BACK, until=now)[partner.pk]
    return bool(others - parties - {party_of(partner)})


def _circle(referral: Referral) -> set[int]:
    """Whom either of the two invited, and who invited the inviter."""
    around = Referral.objects.filter(
        Q(inviter__in=[referral.inviter_id, referral.newcomer_id]) | Q(newcomer=referral.inviter_id)
    )
    return {person for pair in around.values_list("inviter_id", "newcomer_id") for person in pair}


def _share_a_place(person: User, others: Collection[int]) -> bool:
    """Whether one signs in from the same network address as any of the others."""
    places = UserSession.objects.filter(user__in=others).values("ip")
    return UserSession.objects.filter(user=person, ip__in=places).exists()
