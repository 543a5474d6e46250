"""A short line of what is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known; `value` is empty where nobody stated it."""

    label: str
    value: str
