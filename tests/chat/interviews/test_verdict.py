"""What counts as an interview that took place."""

import pytest

from apps.chat.interviews.verdict import FINAL, verdict_of

YES, MISSED, OTHER = "took_place", "missed", "other"


@pytest.mark.parametrize(
    ("candidate", "company", "before", "after"),
    [
        (None, None, "open", "unsaid"),
        (YES, None, "said", "attended"),
        (None, YES, "said", "attended"),
        (MISSED, None, "said", "not_held"),
        (None, OTHER, "said", "not_held"),
        (YES, YES, "attended", "attended"),
        (MISSED, OTHER, "not_held", "not_held"),
        (OTHER, OTHER, "not_held", "not_held"),
        (YES, MISSED, "differing", "disputed"),
        (OTHER, YES, "differing", "disputed"),
    ],
)
def test_both_say_so_or_nobody_objects_in_time(candidate, company, before, after):
    assert verdict_of(candidate, company, is_over=False) == before
    assert verdict_of(candidate, company, is_over=True) == after
    assert after in FINAL
