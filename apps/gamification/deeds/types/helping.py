from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.education.models import ExpertAsk
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import A_SECOND_ACCOUNT, DeedKind, register

EXPERT_HELPED = "expert_helped"


@register
class ExpertHelpedDeed(DeedKind):
    """An expert's answer solved somebody's question, as who asked said."""

    key = EXPERT_HELPED
    name = gettext_lazy("an answer that helped")
    is_about_two = True
    cost_to_fake = A_SECOND_ACCOUNT

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        helped = ExpertAsk.objects.filter(helped=True, finished_at__gte=start).select_related("consultation", "expert")
        return map(of_help, helped.order_by("-finished_at")[:limit])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("Your answer helped %(name)s") % {"name": name}


def of_help(ask: ExpertAsk) -> Deed:
    return Deed(
        kind=EXPERT_HELPED,
        key=f"expert-ask:{ask.pk}",
        person_id=ask.expert.person_id,
        counterparty_id=ask.consultation.person_id,
        done_at=ask.finished_at or ask.asked_at,
        facts={"conversation": ask.consultation.conversation_id},
    )
