from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.facts import Fact, Unit
from apps.gamification.deeds.registry import TIME_OF_TWO, DeedKind, register
from apps.gamification.referrals.independence import has_arrived
from apps.gamification.referrals.models import Referral

REFERRAL = "referral"
INDEPENDENT = Fact(
    key="independent",
    title=gettext_lazy("who joined talks with others than who invited them"),
    unit=Unit.YES_NO,
    words={
        "is": gettext_lazy(
            "Who joined has a confirmed address, talks in earnest with people who have nothing to do with you, and "
            "doesn't sign in from where you do."
        )
    },
)


@register
class ReferralDeed(DeedKind):
    """Somebody joined by the person's link and had a first real conversation with somebody else. Who it was isn't said
    to the person: they only know that it counts."""

    key = REFERRAL
    name = gettext_lazy("somebody invited who has arrived")
    facts = (INDEPENDENT,)
    late_facts = frozenset({INDEPENDENT.key})
    is_about_two = True
    cost_to_fake = TIME_OF_TWO

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        return map(of_referral, Referral.objects.filter(counted_at__gte=start).order_by("-counted_at")[:limit])

    def facts_now(self, key: str) -> Mapping[str, Any]:
        """Looked at again when it settles: by then the two may turn out to be one."""
        referral = Referral.objects.filter(pk=int(key.partition(":")[2])).select_related("inviter", "newcomer").first()
        return {INDEPENDENT.key: referral is not None and has_arrived(referral, now=timezone.now())}

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("Somebody you invited had their first real conversation")


def of_referral(referral: Referral) -> Deed | None:
    if referral.counted_at is None:
        return None
    return Deed(
        kind=REFERRAL,
        key=f"referral:{referral.pk}",
        person_id=referral.inviter_id,
        counterparty_id=referral.newcomer_id,
        done_at=referral.counted_at,
        facts={INDEPENDENT.key: True},
    )
