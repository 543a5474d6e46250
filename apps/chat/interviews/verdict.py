"""What the two sides said of an interview after its end, taken together.

It counts as attended where both say that it took place, or one does and the other doesn't object within seven days.
"""

from datetime import timedelta
from enum import StrEnum

OBJECTION_DAYS = 7
OBJECTION = timedelta(days=OBJECTION_DAYS)
SILENCE = timedelta(days=14)
"""After which nobody is asked any more."""


class Said(StrEnum):
    TOOK_PLACE = "took_place"
    MISSED = "missed"
    OTHER = "other"


class Verdict(StrEnum):
    OPEN = "open"
    SAID = "said"
    DIFFERING = "differing"
    ATTENDED = "attended"
    NOT_HELD = "not_held"
    DISPUTED = "disputed"
    UNSAID = "unsaid"


FINAL = frozenset({Verdict.ATTENDED, Verdict.NOT_HELD, Verdict.DISPUTED, Verdict.UNSAID})


def verdict_of(candidate: str | None, company: str | None, *, is_over: bool) -> Verdict:
    """`is_over` says that the time to speak, or to object, has run out."""
    took_place = {said == Said.TOOK_PLACE for said in (candidate, company) if said}
    have_both_said = bool(candidate and company)
    if not took_place:
        return Verdict.UNSAID if is_over else Verdict.OPEN
    if len(took_place) == 2:
        return Verdict.DISPUTED if is_over else Verdict.DIFFERING
    if not have_both_said and not is_over:
        return Verdict.SAID
    return Verdict.ATTENDED if True in took_place else Verdict.NOT_HELD
