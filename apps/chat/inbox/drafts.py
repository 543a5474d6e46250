"""When a message that was sent ends the draft that it grew from."""

from itertools import takewhile


def grew_from(body: str, draft: str) -> bool:
    """Whether a draft is an earlier state of what was sent: no longer, and at least its first half the same.
    Something else that waits in the box stays."""
    begun = draft.strip()
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(begun, body, strict=False)))
    return len(begun) <= len(body) and 2 * same >= len(begun)
