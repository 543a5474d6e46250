from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class VisibilityChanged(Event, kind="accounts.visibility_changed"):
    """These people hid, show themselves again, or one blocked or unblocked the other: live signs of them go by another
    rule."""

    people: tuple[int, ...]

    @property
    def subject(self) -> str:
        return f"person:{self.people[0]}"


@dataclass(frozen=True)
class Deactivated(Event, kind="accounts.deactivated"):
    """An operator closed this account."""

    person: int

    @property
    def subject(self) -> str:
        return f"person:{self.person}"
