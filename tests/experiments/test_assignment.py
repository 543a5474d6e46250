"""Arms follow from a hash: the same for ever, in the shares asked for, independent between experiments."""

from collections import Counter

import pytest
from django.utils import timezone

from apps.experiments.assignment import arm_of
from apps.experiments.models import Experiment, Exposure
from apps.experiments.services import expose

ARMS = {"on": 0.9, "holdout": 0.1}


@pytest.fixture
def experiment(db):
    return Experiment.objects.create(key="chips", name="Chips", salt="salt", arms=ARMS, started_at=timezone.now())


def test_a_unit_stays_in_its_arm():
    assert {arm_of("company:4", salt="a", arms=ARMS) for _time in range(5)} == {
        arm_of("company:4", salt="a", arms=ARMS)
    }


def test_the_arms_have_their_shares():
    counts = Counter(arm_of(f"company:{number}", salt="a", arms=ARMS) for number in range(20_000))
    assert counts["holdout"] == pytest.approx(2_000, abs=200)


def test_two_experiments_divide_people_independently():
    both = sum(
        arm_of(f"company:{number}", salt="a", arms=ARMS)
        == arm_of(f"company:{number}", salt="b", arms=ARMS)
        == "holdout"
        for number in range(20_000)
    )
    assert both == pytest.approx(200, abs=70)


def test_exposure_is_logged_once_in_either_arm(experiment, ana):
    first = expose(experiment=experiment, unit=f"candidate:{ana.pk}", person=ana)
    assert expose(experiment=experiment, unit=f"candidate:{ana.pk}", person=ana) == first
    assert Exposure.objects.get().arm == first


def test_before_its_start_and_after_its_end_nothing_is_logged(experiment, ana):
    experiment.started_at = None
    expose(experiment=experiment, unit="company:1", person=ana)
    experiment.started_at = experiment.ended_at = timezone.now()
    expose(experiment=experiment, unit="company:1", person=ana)
    assert not Exposure.objects.exists()
