"""What a post is ranked by: pure functions."""

from apps.console.shares import wilson


def vote_weight(nth: int, returned: int) -> float:
    """Of somebody's `nth` vote for one author, who gave `returned` votes back to them: 1, then 1/2, 1/3 …, so that two
    who praise each other, or one who praises everything of a friend, carry little."""
    return 1 / (nth + returned)


def score(weight: float, readers: int) -> float:
    """The lower bound of the share of readers who found it helpful, 0–1 (E. Miller, "How not to sort by average
    rating", after Wilson): few readers prove little."""
    limits = wilson(min(weight, readers), readers)
    return limits[0] if limits else 0.0


def interleaved(ranked: list[int], fresh: list[int], *, every: int) -> list[int]:
    """The ranked ids, in which each `every`-th place is for the next of the fresh ones: who is new is seen before
    anybody can have voted."""
    shown: dict[int, None] = {}
    ahead = iter(fresh)
    for one in ranked:
        if len(shown) % every == every - 1:
            new = next((candidate for candidate in ahead if candidate not in shown), None)
            if new is not None:
                shown[new] = None
        shown[one] = None
    return list(shown | dict.fromkeys(ahead))
