"""Looking at an experiment: what it gathers, what it says, what it does when a guardrail breaks."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Block
from apps.chat.models import CountedOpening
from apps.errors import Conflict
from apps.events.relay import relay_outbox
from apps.experiments.figures import figures_of
from apps.experiments.gathering import Gathered, UnitCounts, gather
from apps.experiments.looking import look_where_due, measures_of, remember, take_look
from apps.experiments.measures import measure_of
from apps.experiments.models import Experiment
from apps.experiments.planning import prospect
from apps.experiments.report import report_of
from apps.experiments.services import expose
from apps.notifications.models import Notification
from config.demo.experiments import create_experiments
from tests.experiments.comparing import compare, draft
from tests.gamification.talks import talk
from tests.people import CandidateFactory, OperatorFactory

NOW = timezone.now()
WEEK = timedelta(weeks=1)
SWITCH = "suggested_replies"


def unit(*weeks: tuple[float, int], after: tuple[float, int] = (0.0, 0)) -> UnitCounts:
    return UnitCounts(weeks=dict(enumerate(weeks)), after=after)


def arms(on: float, holdout: float, *, units: int = 40, withdrawn: float | None = None) -> Gathered:
    """Each unit has five occasions in each of four weeks; every second one lies a fifth above, the others below."""

    def some(share: float) -> list[UnitCounts]:
        return [
            unit(*[(5 * share + (0.5 if n % 2 else -0.5), 5)] * 4, after=(5 * share + (0.5 if n % 2 else -0.5), 5))
            for n in range(units)
        ]

    counts = {"on": some(on), "holdout": some(holdout)}
    if withdrawn is not None:
        counts["withdrawn"] = some(withdrawn)
    return Gathered(units=dict.fromkeys(counts, units), counts={"two_sided": counts})


def figures(gathered: Gathered, **options: object) -> dict:
    shares = {arm: 100 / len(gathered.units) for arm in gathered.units}
    return figures_of(gathered, shares=shares, measures=[measure_of("two_sided")], error=0.04, **options)


@pytest.fixture
def running(db) -> Experiment:
    return compare(SWITCH, started_at=NOW - 3 * WEEK)


@pytest.mark.parametrize(
    ("gathered", "verdict"),
    [
        (arms(0.6, 0.4), "helps"),
        (arms(0.4, 0.6), "harms"),
        (arms(0.5, 0.5), "no_effect_seen"),
        (arms(0.9, 0.2, units=9), "insufficient"),
        (arms(0.9, 0.2, units=1), "insufficient"),
        (Gathered(units={"on": 300, "holdout": 100}, counts=arms(0.9, 0.2).counts), "insufficient"),
        (Gathered(units={"on": 0, "holdout": 0}, counts={}), "insufficient"),
    ],
)
def test_the_verdict_is_one_of_four_words(gathered, verdict):
    assert figures(gathered)["verdict"] == verdict


def test_what_was_withdrawn_and_left_less_than_before_has_crowded_out():
    assert figures(arms(0.6, 0.5, withdrawn=0.3))["measures"][0]["withdrawn"]["verdict"] == "harms"
    assert figures(arms(0.6, 0.5, withdrawn=0.5))["measures"][0]["withdrawn"]["verdict"] == "no_effect_seen"


def test_an_outcome_more_has_its_price_in_points():
    value, least, most = figures(arms(0.6, 0.4), points=1600)["per_extra"]
    assert value == pytest.approx(1600 / (40 * 20 * 0.2))
    assert least < value < most
    assert figures(arms(0.4, 0.6), points=1600)["per_extra"] is None


def test_only_what_came_after_the_exposure_and_is_ripe_is_counted(running, ana, ben):
    expose(running, [ana, ben], now=NOW - 2 * WEEK)
    for at, is_two_sided in ((NOW - 3 * WEEK, True), (NOW - 10 * WEEK / 7, True), (NOW - WEEK / 7, True)):
        conversation = talk(ana, ben, at=at)
        CountedOpening.objects.create(conversation=conversation, start=at, is_two_sided=is_two_sided)
    Block.objects.create(blocker=ben, blocked=ana)
    gathered = gather(running, measures_of(running), until=NOW)
    assert sum(gathered.units.values()) == 2
    found = [one.total for units in gathered.counts["two_sided"].values() for one in units]
    assert found == [(1.0, 1), (1.0, 1)]
    assert [one.total[0] for units in gathered.counts["blocked"].values() for one in units] == [0.0, 0.0]


def test_it_is_looked_at_once_a_week_and_not_after_its_end(running):
    assert look_where_due(now=NOW) == 1
    assert look_where_due(now=NOW + WEEK / 2) == 0
    assert look_where_due(now=NOW + 6 * WEEK) == 1
    assert look_where_due(now=NOW + 9 * WEEK) == 0
    assert [look.fraction for look in running.looks.all()] == [pytest.approx(3 / 8), 1.0]
    with pytest.raises(Conflict):
        take_look(experiment=running, now=NOW + 9 * WEEK)


def test_one_that_cannot_be_looked_at_keeps_no_other_from_its_look(running, monkeypatch, caplog):
    other = compare("rule:gone", started_at=NOW - 3 * WEEK)
    real = gather

    def gathered(experiment, *args, **kwargs):
        if experiment.pk == running.pk:
            raise ZeroDivisionError
        return real(experiment, *args, **kwargs)

    monkeypatch.setattr("apps.experiments.looking.gather", gathered)
    assert look_where_due(now=NOW) == 1
    assert (running.looks.count(), other.looks.count()) == (0, 1)
    assert f"Experiment {running.pk} could not be looked at" in caplog.text


def test_two_looks_at_once_are_one(running):
    take_look(experiment=running, now=NOW)
    with pytest.raises(Conflict):
        take_look(experiment=running, now=NOW)


def test_a_broken_guardrail_stops_it_and_tells_who_looks_after_it(running):
    dario = OperatorFactory()
    dario.groups.add(Group.objects.get(name="incentives"))
    gathered = arms(0.5, 0.5)
    gathered.counts["blocked"] = arms(0.8, 0.2).counts["two_sided"]
    assert remember(running, gathered, now=NOW).figures["broken"] == ["blocked"]
    running.refresh_from_db()
    assert (running.state, running.stopped_by_measure) == ("stopped", "blocked")
    while relay_outbox():
        pass
    assert list(Notification.objects.filter(kind="guardrail_broken").values_list("person", flat=True)) == [dario.pk]


def test_before_the_launch_it_is_said_what_could_be_found(db, ben):
    experiment = draft(SWITCH, unit="person")
    assert prospect(experiment, now=NOW).detectable is None
    for number in range(24):
        at = NOW - 2 * WEEK
        conversation = talk(CandidateFactory(), ben, at=at)
        CountedOpening.objects.create(conversation=conversation, start=at, is_two_sided=number % 2 == 0)
    found = prospect(experiment, now=NOW)
    assert (found.units, found.share) == (24, 0.5)
    assert 0.5 < found.detectable < 0.7


def test_the_report_of_the_demo_says_what_it_means_in_both_languages(sign_in, db, settings):
    create_experiments(now=NOW)
    past, ahead = Experiment.objects.get(state="decided"), Experiment.objects.get(state="draft")
    report = report_of(past.looks.last())
    assert (report.look.figures["verdict"], report.look.figures["rotate"]) == ("helps", True)
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="incentives"))
    client = sign_in(operator)
    page = client.get(reverse("admin:experiments_experiment_report", args=[past.pk])).content.decode()
    for words in ("Helps", "Proposal: rotate", "sample-ratio test", "Week 8", "has it until it is withdrawn"):
        assert words in page
    assert "?look=2" in page
    before = client.get(reverse("admin:experiments_experiment_report", args=[ahead.pk])).content.decode()
    assert "each arm needs ten at least" in before
    operator.language = "zh-hans"
    operator.save()
    page = sign_in(operator).get(reverse("admin:experiments_experiment_report", args=[past.pk])).content.decode()
    for words in ("有帮助", "建议轮换", "个百分点", "第 8 周"):
        assert words in page


def test_a_look_is_taken_in_the_console_by_post_alone(sign_in, running):
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="incentives"))
    client = sign_in(operator)
    url = reverse("admin:experiments_experiment_look", args=[running.pk])
    client.get(url)
    assert not running.looks.exists()
    for _time in range(2):
        page = client.post(url, follow=True).content.decode()
    assert running.looks.count() == 1
    assert "Each look costs evidence." in page
