from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import A_SECOND_ACCOUNT, DeedKind, register
from apps.gamification.kudos.models import Kudos

THANKED = "thanked"


@register
class Thanked(DeedKind):
    """Somebody they talked with thanked the person. How much it counts depends on who thanks."""

    key = THANKED
    name = gettext_lazy("thanks received")
    is_about_two = True
    cost_to_fake = A_SECOND_ACCOUNT

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        return map(of_thanks, Kudos.objects.filter(given_at__gte=start)[:limit])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("%(name)s thanked you") % {"name": name}


def of_thanks(kudos: Kudos) -> Deed:
    return Deed(
        kind=THANKED,
        key=f"kudos:{kudos.pk}",
        person_id=kudos.receiver_id,
        counterparty_id=kudos.giver_id,
        done_at=kudos.given_at,
    )
