"""Counts that apps above contribute to a recruiter's list of jobs: conversations, answers that are waited for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apps.accounts.models import User

Counter = Callable[[Sequence[int], User], dict[int, int]]


@dataclass(frozen=True, slots=True)
class JobCount:
    """`wording` says a number in the active language ("3 conversations")."""

    wording: Callable[[int], str]
    count: Counter
    icon: str = "messages-square"


_counts: list[JobCount] = []


def register_job_count(count: JobCount) -> JobCount:
    """Call it from a module that is loaded at start. `count` gets job ids and the viewer, in one query or two."""
    _counts.append(count)
    return count


def counts_of(job_ids: Sequence[int], viewer: User) -> dict[int, list[tuple[str, str]]]:
    """Job id → (icon, words) of each count, zeros included."""
    shown: dict[int, list[tuple[str, str]]] = {job_id: [] for job_id in job_ids}
    for entry in _counts:
        found = entry.count(job_ids, viewer)
        for job_id in job_ids:
            shown[job_id].append((entry.icon, entry.wording(found.get(job_id, 0))))
    return shown
