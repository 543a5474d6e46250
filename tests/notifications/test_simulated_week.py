"""A week of many people in six time zones, over the night in which Europe's clocks change: `bench week`, small."""

import pytest

from config.benchmark import week
from tests.tiers import amount


@pytest.mark.longer
@pytest.mark.timeout(4 * 3600)
@pytest.mark.costs(120)
def test_a_week_over_six_zones_and_a_change_of_clocks_keeps_every_promise(db):
    """Nobody gets two for one cause, none at night but about interviews, three a day, one an hour about a conversation,
    nothing is forgotten, and digests come at nine."""
    people = amount(1_000, smoke=60)
    lived = week.measure(people, step_minutes=amount(20, smoke=60), readers=amount(10, smoke=5))
    assert lived.faults == {}
    assert lived.things > 5 * people
    assert lived.at_night > 0
