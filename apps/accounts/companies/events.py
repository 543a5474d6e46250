from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class JoinRequested(Event, kind="accounts.join_requested"):
    request: int

    @property
    def subject(self) -> str:
        return f"join-request:{self.request}"


@dataclass(frozen=True)
class JoinDecided(Event, kind="accounts.join_decided"):
    request: int

    @property
    def subject(self) -> str:
        return f"join-request:{self.request}"
