from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.awards.giving import HouseKind
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import ONCE, register
from apps.gamification.grants.models import Grant


@register
class GrantedDeed(HouseKind):
    """An operator gave something by hand, and above a sum another one agreed."""

    key = "granted"
    name = gettext_lazy("something given by hand")
    is_volume = False
    is_a_gift = True
    cost_to_fake = ONCE
    rule_key = "by-hand"
    rule_name = gettext_lazy("Given by hand")
    rule_why = gettext_lazy("Now and then a person sees what no rule sees.")

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        """No rule is written for it, so nothing looks back."""
        return ()

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("Given by hand: %(why)s") % {"why": why_words(facts)}


def why_words(facts: Mapping[str, Any]) -> str:
    return str(Grant.Why(facts["why"]).label) if facts.get("why") in Grant.Why.values else ""


GRANTED = GrantedDeed()
