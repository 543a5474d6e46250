"""The rules, levels and missions of a fresh installation. What operators changed later is left alone."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from apps.education.missions.first_week import first_week_missions
from apps.gamification.badges.models import Badge, BadgeSeries
from apps.gamification.boards.models import Board
from apps.gamification.creators.models import CreatorTitle
from apps.gamification.honours.models import Honour
from apps.gamification.levels.models import Level
from apps.gamification.quests.models import Life, Mission, MissionStep
from apps.gamification.rules.models import Rule, RuleVersion
from apps.gamification.rules.wording import FROM_THE_START

CONTENT = Path(__file__).parent / "rules.json"
MISSIONS = Path(__file__).parent / "missions.json"
BADGES = Path(__file__).parent / "badges.json"


@transaction.atomic
def install_defaults() -> None:
    """Adds the rules and missions that are missing by key, and levels where there are none; a second run changes
    nothing."""
    content = json.loads(CONTENT.read_text())
    if not Level.objects.exists():
        for fields in content["levels"]:
            privileges = fields.pop("privileges", {})
            level = Level.objects.create(**fields)
            for kind, amount in privileges.items():
                level.privileges.create(kind=kind, amount=amount)
    for entry in content["rules"]:
        rows = entry.pop("version")
        fields = {"state": Rule.State.LIVE} | entry
        rule, is_new = Rule.objects.get_or_create(key=entry["key"], defaults=fields)
        if is_new:
            published_at = FROM_THE_START if rule.state == Rule.State.LIVE else None
            RuleVersion.objects.create(rule=rule, number=1, published_at=published_at, **rows)
    _install_badges()
    for entry in content["boards"]:
        Board.objects.get_or_create(key=entry["key"], defaults=entry)
    for entry in content["honours"]:
        Honour.objects.get_or_create(key=entry["key"], defaults=entry)
    for entry in content["creators"]:
        criteria = entry.pop("criteria")
        title, is_new = CreatorTitle.objects.get_or_create(key=entry["key"], defaults=entry)
        if is_new:
            for measure, least in criteria.items():
                title.criteria.create(measure=measure, least=least)
    for entry in first_week_missions():
        stage = {"title_en": entry["title_en"], "title_zh": entry["title_zh"]}
        install_mission(entry | {"kind": Mission.Kind.NEWCOMER, "state": Life.LIVE, "stages": [stage]})
    for entry in json.loads(MISSIONS.read_text()):
        install_mission(entry)


def install_mission(entry: dict[str, Any]) -> Mission:
    """With its stages and steps, if it is missing by its key; a draft where it says nothing else."""
    fields = {name: value for name, value in entry.items() if name not in ("stages", "steps")}
    mission, is_new = Mission.objects.get_or_create(key=entry["key"], defaults=fields)
    if is_new:
        for number, stage in enumerate(entry["stages"], start=1):
            mission.stages.create(number=number, **stage)
        for position, step in enumerate(entry["steps"], start=1):
            MissionStep.objects.create(mission=mission, position=position, **step)
    return mission


def _install_badges() -> None:
    """Series and badges that are missing by key, with their grades from bronze on."""
    content = json.loads(BADGES.read_text())
    series = {
        entry["key"]: BadgeSeries.objects.get_or_create(key=entry["key"], defaults=entry)[0]
        for entry in content["series"]
    }
    for position, entry in enumerate(content["badges"], start=1):
        grades = entry.pop("grades")
        fields = entry | {"series": series[entry["series"]], "position": position}
        badge, is_new = Badge.objects.get_or_create(key=entry["key"], defaults=fields)
        if is_new:
            for grade, least in enumerate(grades, start=1):
                badge.grades.create(grade=grade, least=least)
