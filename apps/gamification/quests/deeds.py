from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.awards.giving import HouseKind
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import ONCE, DeedKind, register
from apps.gamification.quests.models import Mission, StagePassed
from apps.ui.bilingual import in_language

MISSION_COMPLETED = "mission_completed"


@register
class MissionCompleted(DeedKind):
    """All first steps are done. They aren't repeated, so they pay once each."""

    key = MISSION_COMPLETED
    name = gettext_lazy("a mission completed")
    is_volume = False
    cost_to_fake = ONCE

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        last = Mission.objects.filter(kind=Mission.Kind.NEWCOMER).annotate(last=Max("stages__number"))
        missions = {mission.pk: mission for mission in last}
        passed = StagePassed.objects.filter(mission__in=missions, undone_at=None, passed_at__gte=start)
        for row in passed.order_by("-passed_at")[:limit]:
            if row.number == missions[row.mission_id].last:
                yield of_mission(missions[row.mission_id], person_id=row.person_id, at=row.passed_at)

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        title = in_language(facts.get("title_en", ""), facts.get("title_zh", ""))
        if not title:
            return _("You finished all steps of a mission")
        return _("You finished all steps of “%(mission)s”") % {"mission": title}


STAGE_PASSED = "stage_passed"


@register
class StagePassedDeed(HouseKind):
    """A stage of a mission is passed. What it brings stands in the stage, and is given once a person."""

    key = STAGE_PASSED
    name = gettext_lazy("a stage of a mission passed")
    is_volume = False
    cost_to_fake = ONCE
    rule_key = "missions"
    rule_name = gettext_lazy("Stages of missions")
    rule_why = gettext_lazy("What a stage brings stands beside it, and stays as it was promised.")

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        passed = StagePassed.objects.filter(undone_at=None, passed_at__gte=start).select_related("mission")
        for row in passed.order_by("-passed_at")[:limit]:
            yield Deed(
                kind=STAGE_PASSED,
                key=stage_key(row.mission, row.number),
                person_id=row.person_id,
                done_at=row.passed_at,
                facts={"mission": row.mission_id, "stage": row.number},
            )

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        title = in_language(facts.get("title_en", ""), facts.get("title_zh", ""))
        return _("You passed the stage “%(stage)s”") % {"stage": title}


STAGE_REWARDS = StagePassedDeed()


def stage_key(mission: Mission, number: int) -> str:
    return f"mission:{mission.pk}:{number}"


def of_mission(mission: Mission, *, person_id: int, at: datetime) -> Deed:
    return Deed(
        kind=MISSION_COMPLETED,
        key=f"mission:{mission.pk}",
        person_id=person_id,
        done_at=at,
        facts={"mission": mission.pk, "title_en": mission.title_en, "title_zh": mission.title_zh},
    )
