from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import ONCE, DeedKind, register
from apps.gamification.quests.models import Mission, StepDone
from apps.ui.bilingual import in_language

MISSION_COMPLETED = "mission_completed"


@register
class MissionCompleted(DeedKind):
    """All steps of a mission are done. A mission isn't repeated, so it pays once each."""

    key = MISSION_COMPLETED
    name = gettext_lazy("a mission completed")
    is_volume = False
    cost_to_fake = ONCE

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        lengths = dict(Mission.objects.annotate(length=Count("steps")).values_list("pk", "length"))
        missions = Mission.objects.in_bulk()
        marks = StepDone.objects.values("person_id", mission=F("step__mission_id"))
        for row in marks.annotate(done=Count("pk"), at=Max("done_at")).filter(at__gte=start).order_by("-at")[:limit]:
            if row["done"] == lengths.get(row["mission"]):
                yield of_mission(missions[row["mission"]], person_id=row["person_id"], at=row["at"])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        title = in_language(facts.get("title_en", ""), facts.get("title_zh", ""))
        if not title:
            return _("You finished all steps of a mission")
        return _("You finished all steps of “%(mission)s”") % {"mission": title}


def of_mission(mission: Mission, *, person_id: int, at: datetime) -> Deed:
    return Deed(
        kind=MISSION_COMPLETED,
        key=f"mission:{mission.pk}",
        person_id=person_id,
        done_at=at,
        facts={"mission": mission.pk, "title_en": mission.title_en, "title_zh": mission.title_zh},
    )
