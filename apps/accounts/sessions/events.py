from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class SignedUp(Event, kind="accounts.signed_up"):
    """Somebody came by another member's link (`invite` is its code). `place` is a digest of the network address."""

    person: int
    invite: str
    place: str

    @property
    def subject(self) -> str:
        return f"person:{self.person}"


@dataclass(frozen=True)
class ConfirmationWanted(Event, kind="accounts.confirmation_wanted"):
    """Somebody with the right password was kept out because their address isn't confirmed."""

    person: int

    @property
    def subject(self) -> str:
        return f"person:{self.person}"
