"""Arms follow from a hash: the same for ever, in the shares asked for, independent between experiments."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.experiments.assignment import arm_of
from apps.experiments.life import stop_experiment
from apps.experiments.models import Exposure
from apps.experiments.services import expose, running
from tests.experiments.comparing import compare

ARMS = {"on": 0.9, "holdout": 0.1}


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


def test_exposure_is_logged_once_in_every_arm(ana, ben):
    experiment = compare("hints", without=[ana], having=[ben])
    for _time in range(2):
        places = expose(experiment, [ana, ben], now=timezone.now())
    assert {person: place.is_on for person, place in places.items()} == {ana.pk: False, ben.pk: True}
    assert sorted(Exposure.objects.values_list("arm", flat=True)) == ["holdout", "on"]


def test_before_its_start_and_after_its_end_it_divides_nobody(ana):
    experiment = compare("hints", without=[ana], started_at=timezone.now() + timedelta(days=1))
    assert running({"hints"}, now=timezone.now()) == {}
    stop_experiment(experiment=experiment, now=timezone.now())
    assert running({"hints"}, now=timezone.now() + timedelta(days=2)) == {}
