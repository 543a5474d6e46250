from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.gamification.awards.models import Award
from apps.gamification.awards.wording import STATE_OF
from apps.gamification.referrals.deeds import REFERRAL
from apps.gamification.referrals.models import InviteLink, Referral


class State(StrEnum):
    JOINED = "joined"
    SAME_PLACE = "same_place"
    ARRIVED = "arrived"
    PENDING = "pending"
    SETTLED = "settled"
    NOTHING = "nothing"


WORDS: dict[State, str | Promise] = {
    State.JOINED: _("Has joined. Counts after a first real conversation with somebody else than you."),
    State.SAME_PLACE: _("Joined from where you sign in: that doesn't count."),
    State.ARRIVED: _("Has had a first real conversation."),
    State.PENDING: _("Has had a first real conversation. The points are held for a while."),
    State.SETTLED: _("Has arrived, and it counts for you."),
    State.NOTHING: _("Has had a first real conversation. It brought no points; your points page says why."),
}
_OF_AWARD = {"pending": State.PENDING, "settled": State.SETTLED}


@dataclass(frozen=True)
class Invited:
    """One who joined, without who it is: that is theirs to say."""

    referral: Referral
    state: State

    @property
    def words(self) -> str:
        return str(WORDS[self.state])


def invited_by(person: User) -> QuerySet[Referral]:
    """Newest first."""
    return Referral.objects.filter(inviter=person)


def states_of(person: User, referrals: list[Referral]) -> list[Invited]:
    deeds = [f"referral:{referral.pk}" for referral in referrals]
    awards = Award.objects.filter(person=person, rule__deed=REFERRAL, deed__in=deeds, entries__answered_by=None)
    last = {deed: STATE_OF[kind] for deed, kind in awards.values_list("deed", "entries__kind")}
    return [Invited(one, _state(one, last.get(f"referral:{one.pk}"))) for one in referrals]


def _state(referral: Referral, award: str | None) -> State:
    if referral.counted_at is None:
        return State.SAME_PLACE if referral.from_same_place else State.JOINED
    return State.ARRIVED if award is None else _OF_AWARD.get(award, State.NOTHING)


def address_of(link: InviteLink) -> str:
    return settings.SITE_URL + reverse("gamification:invitation", args=[link.code])


def inviter_of(code: str) -> User | None:
    link = InviteLink.objects.filter(code=code, person__is_active=True).select_related("person").first()
    return link.person if link else None
