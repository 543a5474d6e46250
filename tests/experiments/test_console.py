"""Experiments as operators make them."""

import json

import pytest
from django.urls import reverse

from apps.experiments.models import Experiment
from tests.people import OperatorFactory


@pytest.fixture
def console(db, sign_in):
    return sign_in(OperatorFactory(is_superuser=True))


def made(console, key: str, arms: object):
    return console.post(
        reverse("admin:experiments_experiment_add"), {"name": "Tips", "key": key, "arms": json.dumps(arms)}
    )


def test_each_experiment_draws_its_own_arms(console):
    for key in ("tips", "chips"):
        assert made(console, key, {"on": 0.5, "off": 0.5}).status_code == 302
    salts = list(Experiment.objects.values_list("salt", flat=True))
    assert all(salts)
    assert len(set(salts)) == 2


def test_renaming_an_experiment_moves_nobody_to_another_arm(console):
    made(console, "tips", {"on": 0.5, "off": 0.5})
    before = Experiment.objects.get()
    page = reverse("admin:experiments_experiment_change", args=[before.pk])
    console.post(page, {"name": "Better tips", "key": "tips", "arms": json.dumps(before.arms)})
    after = Experiment.objects.get()
    assert (after.name, after.salt) == ("Better tips", before.salt)


@pytest.mark.parametrize("arms", [["on"], {}, {"on": "half"}, {"on": -1, "off": 2}, {"on": 0}, {"on": True}, 3])
def test_arms_that_nobody_could_be_assigned_by_are_refused_at_their_field(console, arms):
    answer = made(console, "tips", arms)
    assert "arms" in answer.context["adminform"].form.errors
    assert not Experiment.objects.exists()
