from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import User
from apps.gamification.models import Mission, MissionStep, StepDone


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
    missions = Mission.objects.filter(role=person.role, is_live=True).prefetch_related("steps").order_by("pk")
    done = dict(StepDone.objects.filter(person=person).values_list("step_id", "done_at"))
    states = [
        MissionState(mission=mission, steps=[Step(step, done.get(step.pk)) for step in mission.steps.all()])
        for mission in missions
    ]
    return sorted((state for state in states if state.steps), key=lambda state: state.is_complete)
