from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class SignInChanged(Event, kind="accounts.sign_in_changed"):
    """The second step of somebody's sign-in was switched on or off, got new recovery codes, was reset by an operator,
    or somebody who knows the password guesses at it; or an account of another service was joined to sign in with, or
    parted. `change` is one of on, off, codes, reset, guessed, joined, parted; `cause` tells two of a kind apart."""

    person: int
    change: str
    cause: str

    @property
    def subject(self) -> str:
        return f"person:{self.person}"
