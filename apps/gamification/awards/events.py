from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class BudgetBurnt(Event, kind="gamification.budget_burnt"):
    """A version of a rule had nothing left to give, for good: what it may give in all is given."""

    rule: int
    version: int

    @property
    def subject(self) -> str:
        return f"rule:{self.rule}"


@dataclass(frozen=True)
class AwardRestored(Event, kind="gamification.award_restored"):
    """What was taken back, or had lapsed, counts again: by this entry."""

    award: int
    entry: int

    @property
    def subject(self) -> str:
        return f"award:{self.award}"
