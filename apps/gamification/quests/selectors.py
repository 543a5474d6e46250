from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Min, Q

from apps.accounts.models import User
from apps.gamification.quests.models import Mission, MissionStep


@dataclass(frozen=True)
class Step:
    step: MissionStep
    done_at: datetime | None


@dataclass(frozen=True)
class MissionState:
    """A mission as one person sees it."""

    mission: Mission
    steps: list[Step]

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def done(self) -> int:
        return sum(step.done_at is not None for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done == self.total

    @property
    def next_step(self) -> MissionStep | None:
        return next((step.step for step in self.steps if step.done_at is None), None)

    @property
    def completed_at(self) -> datetime | None:
        times = [step.done_at for step in self.steps if step.done_at]
        return max(times) if self.is_complete else None


def missions_of(person: User) -> list[MissionState]:
    """The live missions of the person's role with what they did of them, unfinished ones first."""
    steps = (
        MissionStep.objects.filter(mission__role=person.role, mission__is_live=True)
        .select_related("mission")
        .annotate(done_at=Min("done__done_at", filter=Q(done__person=person)))
        .order_by("mission_id", "position")
    )
    states = [
        MissionState(mission=mission, steps=[Step(step, step.done_at) for step in own])
        for mission, own in groupby(steps, key=lambda step: step.mission)
    ]
    return sorted(states, key=lambda state: state.is_complete)


def mission_under_way(person: User) -> MissionState | None:
    """The first mission that the person hasn't finished."""
    return next((state for state in missions_of(person) if not state.is_complete), None)
