"""Missions for tests, and deeds that count in them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.gamification.deeds.deed import Deed
from apps.gamification.models import Award, Mission, MissionStep
from apps.gamification.quests.life import start_mission
from tests.gamification.judging import judge
from tests.people import CandidateFactory

NOON = timezone.now() - timedelta(days=3)
LONG_AGO = NOON - timedelta(days=400)
WORDS = {"title_en": "Nobody waits", "title_zh": "不让人干等"}


def draft(
    key: str = "answers", *, stages: Any = ((3, 10),), deed: str = "first_answer", kind: str = "quest", **fields: Any
) -> Mission:
    """Each stage is how many deeds it asks for and how many points it gives."""
    fields = {"role": "", "starts_at": LONG_AGO, **fields}
    step = {name: fields.pop(name) for name in ("counts", "of_different_people") if name in fields}
    mission = Mission.objects.create(key=key, kind=kind, **WORDS, intro_en="Go.", intro_zh="去吧。", **fields)
    for number, (count, points) in enumerate(stages, start=1):
        rewards = [{"kind": "points", "amount": points}] if points else []
        mission.stages.create(number=number, rewards=rewards, title_en=f"Stage {number}", title_zh=f"第 {number} 关")
        MissionStep.objects.create(
            mission=mission,
            stage=number,
            position=number,
            deed=deed,
            count=count,
            **{"counts": "awarded", **step},
            title_en=f"Do {count}",
            title_zh=f"做 {count}",
            hint_en="So.",
            hint_zh="这样。",
        )
    return mission


def quest(key: str = "answers", **fields: Any) -> Mission:
    return start_mission(mission=draft(key, **fields), now=NOON - timedelta(days=300))


def answer(person: Any, number: int, *, to: Any = None, at: Any = NOON, kind: str = "first_answer") -> Deed:
    """A deed that a rule without holds pays at once."""
    other = to or CandidateFactory()
    return Deed(
        kind=kind,
        key=f"message:{number}",
        person_id=person.pk,
        counterparty_id=other.pk,
        done_at=at,
        facts={"waited_hours": 1.0, "waited_seconds": 3600, "earnest": True},
    )


def do_answers(person: Any, *numbers: int, at: Any = NOON) -> None:
    for number in numbers:
        judge(answer(person, number, at=at))


def rewards(person: Any) -> list[int]:
    """Points of stages that stand."""
    awards = Award.objects.counting().filter(person=person, rule__deed="stage_passed").order_by("pk")
    return list(awards.values_list("points", flat=True))
