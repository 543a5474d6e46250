from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class SignInChanged(Event, kind="accounts.sign_in_changed"):
    """Somebody has a new password; or the second step of their sign-in was switched on or off, got new recovery codes,
    was reset by an operator, or somebody who knows the password guesses at it; or an account of another service was
    joined to sign in with, or parted; or what was mailed goes to a messenger. `change` is one of password, on, off,
    codes, reset, guessed, joined, parted, messenger; `cause` tells two of a kind apart."""

    person: int
    change: str
    cause: str

    @property
    def subject(self) -> str:
        return f"person:{self.person}"
