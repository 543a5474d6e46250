from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.awards.giving import HouseKind
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import ONCE, register
from apps.ui.bilingual import in_language


@register
class HonouredDeed(HouseKind):
    """Members voted somebody the award of a month."""

    key = "honoured"
    name = gettext_lazy("an award of the month")
    is_volume = False
    is_a_gift = True
    cost_to_fake = ONCE
    rule_key = "honours"
    rule_name = gettext_lazy("Awards of the month")
    rule_why = gettext_lazy("Members vote, once a month, for one of those who did something for the most people.")

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        """No rule is written for it, so nothing looks back."""
        return ()

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        title = in_language(facts.get("title_en", ""), facts.get("title_zh", ""))
        return _("You were voted “%(honour)s”") % {"honour": title}


HONOURED = HonouredDeed()
