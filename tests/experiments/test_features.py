"""A feature that must prove its worth: on for everybody until it is compared, and counted in both arms."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from apps.experiments.features import Feature
from apps.experiments.life import decide_experiment, stop_experiment
from apps.experiments.models import Exposure, FeatureUse
from apps.experiments.services import feature_is_on, feature_shown, feature_used
from tests.experiments.comparing import compare

HINTS = Feature("hints", "Hints")


def test_without_an_experiment_everybody_has_it_and_it_is_counted_once(ana):
    assert feature_is_on(HINTS, ana)
    assert feature_shown(HINTS, ana, conversation=7)
    assert feature_shown(HINTS, ana, conversation=7)
    use = FeatureUse.objects.get()
    assert (use.arm, use.used_at, use.answered_at) == ("on", None, None)
    assert not Exposure.objects.exists()


def test_who_is_held_out_goes_without_and_is_counted_all_the_same(ana):
    compare("hints", without=[ana])
    assert not feature_shown(HINTS, ana, conversation=7)
    assert FeatureUse.objects.get().arm == "holdout"
    assert Exposure.objects.get().person == ana


def test_colleagues_are_in_one_arm(ben, django_user_model):
    compare("hints")
    colleague = django_user_model.objects.create_user(email="cleo@example.com", company=ben.company)
    assert feature_is_on(HINTS, ben) == feature_is_on(HINTS, colleague)
    assert {one.unit for one in Exposure.objects.all()} == {f"company:{ben.company_id}"}


def test_an_ended_comparison_gives_it_back_to_all(ana):
    stop_experiment(experiment=compare("hints", without=[ana]), now=timezone.now())
    assert feature_is_on(HINTS, ana)


def test_what_broke_a_guardrail_is_off_for_all_until_somebody_decides(ana, ben):
    experiment = stop_experiment(experiment=compare("hints", having=[ana]), now=timezone.now(), measure="blocked")
    assert not feature_is_on(HINTS, ana)
    assert not feature_is_on(HINTS, ben)
    decide_experiment(experiment=experiment, decision="keep", why="By chance.", now=timezone.now())
    assert feature_is_on(HINTS, ana)


def test_what_nobody_has_any_more_is_off_for_all(ana, ben):
    decide_experiment(experiment=compare("hints"), decision="drop", why="It harms.", now=timezone.now())
    assert not feature_is_on(HINTS, ana)
    assert not feature_is_on(HINTS, ben)


def test_from_some_it_is_withdrawn_after_a_while(ana):
    compare("hints", withdrawn_from=[ana], withdraw_after_weeks=2)
    assert feature_is_on(HINTS, ana)
    with time_machine.travel(timezone.now() + timedelta(weeks=2, minutes=1)):
        assert not feature_is_on(HINTS, ana)
    assert {one.arm for one in Exposure.objects.all()} == {"withdrawn"}


def test_who_is_not_divided_has_it_and_is_not_counted(ana):
    compare("hints", without=[ana], unit="company")
    assert feature_is_on(HINTS, ana)
    assert not Exposure.objects.exists()


def test_the_first_use_counts(ana):
    feature_used(HINTS, ana, conversation=7)
    first = FeatureUse.objects.get().used_at
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        feature_used(HINTS, ana, conversation=7)
    assert FeatureUse.objects.get().used_at == first
