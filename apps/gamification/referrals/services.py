"""Invitations: a link for each person, and what follows when somebody who came by it has really arrived."""

from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.crypto import get_random_string

from apps.accounts.models import User
from apps.accounts.sessions.places import place_digest
from apps.gamification.recognition.services import recognise
from apps.gamification.referrals.deeds import of_referral
from apps.gamification.referrals.independence import has_arrived
from apps.gamification.referrals.models import InviteLink, Referral

LOOKED_AT_FOR = timedelta(days=90)
AT_ONCE = 500
CODE_LENGTH = 12
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for others."""


def link_of(person: User) -> InviteLink:
    """Made when it is asked for first."""
    code = get_random_string(CODE_LENGTH, LETTERS)
    return InviteLink.objects.get_or_create(person=person, defaults={"code": code})[0]


def take_up_invitation(*, newcomer_id: int, code: str, place: str, now: datetime) -> Referral | None:
    """Keeps by whose link somebody signed up; once a person. None where the link is nobody's any more."""
    link = InviteLink.objects.filter(code=code, person__is_active=True).exclude(person=newcomer_id).first()
    newcomer = User.objects.filter(pk=newcomer_id).first()
    if link is None or newcomer is None:
        return None
    ips = UserSession.objects.filter(user=link.person_id).values_list("ip", flat=True)
    fields = {
        "inviter_id": link.person_id,
        "joined_at": now,
        "from_same_place": place in {place_digest(ip) for ip in ips},
    }
    return Referral.objects.get_or_create(newcomer=newcomer, defaults=fields)[0]


def look_who_arrived(people: Collection[int], *, now: datetime) -> int:
    """Of these people, those invited whose first real talk this was: their inviters' deeds. Returns how many."""
    waiting = Referral.objects.filter(newcomer__in=people, counted_at=None).select_related("inviter", "newcomer")
    return sum(_count(referral, now=now) for referral in waiting.order_by("pk") if has_arrived(referral, now=now))


def look_again_who_arrived(*, now: datetime) -> int:
    """Also whose address, or whose partner's standing, was confirmed only after the talk; for 90 days."""
    waiting = Referral.objects.filter(counted_at=None, from_same_place=False, joined_at__gt=now - LOOKED_AT_FOR)
    return look_who_arrived(list(waiting.values_list("newcomer_id", flat=True)[:AT_ONCE]), now=now)


@transaction.atomic
def _count(referral: Referral, *, now: datetime) -> bool:
    if not Referral.objects.filter(pk=referral.pk, counted_at=None).update(counted_at=now):
        return False
    referral.counted_at = now
    if deed := of_referral(referral):
        recognise(deed)
    return True
