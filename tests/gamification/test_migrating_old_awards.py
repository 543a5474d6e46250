"""An installation that has awards from before keeps every point, with its story, and could go back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.gamification.models import MissionStep
from tests.gamification.talks import NOON

pytestmark = [
    pytest.mark.long,
    pytest.mark.costs(400),
    pytest.mark.timeout(900),
    pytest.mark.django_db(transaction=True),
]
OLD, NEW = [("gamification", "0003_guards")], [("gamification", "0008_guards_of_the_new_shape")]


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def old(ben):
    """The tables as they were, without the rules and missions that ship: the latter have stages, which the old ones
    couldn't hold."""
    MissionStep.objects.all().delete()
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrate(OLD)
    migrate(latest)


def test_awards_keep_their_points_and_get_their_story(old, ben):
    model = old.get_model
    rule = model("gamification", "Rule").objects.create(
        key="old", deed="first_answer", state="live", name_en="Old", name_zh="旧", why_en="Why", why_zh="为何"
    )
    version = model("gamification", "RuleVersion").objects.create(
        rule=rule, number=1, points=10, role="recruiter", max_wait_hours=24, max_per_day=3, budget=50, published_at=NOON
    )
    awards = {}
    for name, kinds in {
        "held": [],
        "settled": ["settled"],
        "taken": ["settled", "reversed"],
        "late": ["lapsed"],
    }.items():
        decision = model("gamification", "RuleDecision").objects.create(
            rule=rule, version=version, deed=name, beneficiary_id=ben.pk, outcome="pending", points=10, decided_at=NOON
        )
        award = awards[name] = model("gamification", "Award").objects.create(
            key=name, person_id=ben.pk, rule=rule, decision=decision, deed=name, points=10, created_at=NOON
        )
        for kind in kinds:
            model("gamification", "AwardEntry").objects.create(award=award, kind=kind, cause="time", created_at=NOON)
    model("gamification", "Member").objects.create(person_id=ben.pk)

    new = migrate(NEW).get_model
    entries = new("gamification", "AwardEntry").objects
    stories = {
        name: [(one.sequence, one.kind, one.points) for one in entries.filter(award=award.pk).order_by("sequence")]
        for name, award in awards.items()
    }
    assert stories == {
        "held": [(1, "held", 10)],
        "settled": [(1, "held", 10), (2, "settled", 10)],
        "taken": [(1, "held", 10), (2, "settled", 10), (3, "reversed", 0)],
        "late": [(1, "held", 10), (2, "lapsed", 0)],
    }
    assert new("gamification", "Member").objects.get().points == 10
    assert list(new("gamification", "Hold").objects.values_list("award", flat=True)) == [awards["held"].pk]
    moved = new("gamification", "RuleVersion").objects.get(rule__key="old")
    assert moved.audience == [{"role": "recruiter"}]
    assert moved.conditions == [{"fact": "waited_hours", "operator": "at_most", "value": 24}]
    assert [row["most"] for row in moved.limits] == [3, 50]
    assert (moved.why_en, moved.rewards) == ("Why", [{"kind": "points", "amount": 10}])

    back = migrate(OLD).get_model
    assert back("gamification", "AwardEntry").objects.count() == 4
    again = back("gamification", "RuleVersion").objects.get(rule__key="old")
    assert (again.points, again.role, again.max_wait_hours, again.max_per_day, again.budget) == (
        10,
        "recruiter",
        24,
        3,
        50,
    )
