"""Counts beside the entries of the navigation. Apps that have something waiting register a count here."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

Count = Callable[[Any], int]

_counts: dict[str, Count] = {}


def badge(key: str) -> Callable[[Count], Count]:
    """Registers how many things wait for a person behind a navigation entry: `inbox`, `bell` and so on."""

    def register(count: Count) -> Count:
        _counts[key] = count
        return count

    return register


def count_of(key: str, person: AbstractBaseUser) -> int:
    """0 when no app registered the key."""
    count = _counts.get(key)
    return count(person) if count else 0


def counts_of(person: AbstractBaseUser) -> dict[str, int]:
    return {key: count(person) for key, count in _counts.items()}
