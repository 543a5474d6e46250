"""The statistics agree with an independent implementation, and say nothing where nothing can be said."""

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.power import tt_ind_solve_power
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from apps.experiments.statistics.differences import (
    difference_of_means,
    difference_of_shares,
    newcombe,
    p_of_means,
    score_interval,
)
from apps.experiments.statistics.looks import critical_values, errors_at
from apps.experiments.statistics.planning import detectable_difference, p_of_sizes
from apps.experiments.statistics.verdicts import Verdict, points_per_extra_outcome, verdict_of
from apps.experiments.statistics.weeks import change_of_effect, slopes

EXACT = 1e-8
NORMAL = 1.959963984540054


def arms(first: int = 23, second: int = 14):
    rng = np.random.default_rng(4)
    return rng.beta(2, 3, first), rng.beta(3, 3, second)


def test_means_differ_as_statsmodels_says():
    one, other = arms()
    theirs = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    ours = difference_of_means(one, other)
    assert (ours.low, ours.high) == pytest.approx(theirs.tconfint_diff(usevar="unequal"), abs=EXACT)
    assert p_of_means(one, other) == pytest.approx(theirs.ttest_ind(usevar="unequal")[1], abs=EXACT)


def test_that_is_the_cluster_robust_error_of_a_regression():
    one, other = arms()
    design = np.column_stack([np.ones(37), np.repeat([1, 0], [23, 14])])
    error = OLS(np.concatenate([one, other]), design).fit(cov_type="HC2").bse[1]
    ours = difference_of_means(one, other)
    theirs = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    assert theirs.std_meandiff_separatevar == pytest.approx(error, abs=EXACT)
    assert ours.low < ours.value - error < ours.value + error < ours.high


def test_intervals_of_shares_are_wilsons_and_newcombes():
    one, other = (
        score_interval(np.array(0.3), np.array(40), NORMAL),
        score_interval(np.array(0.2), np.array(25), NORMAL),
    )
    assert one == pytest.approx(proportion_confint(12, 40, method="wilson"), abs=EXACT)
    ours = newcombe(np.array(0.3), np.array(0.2), one, other)
    theirs = confint_proportions_2indep(12, 40, 5, 25, method="newcomb")
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=EXACT)


def test_with_many_clusters_the_interval_of_shares_is_that_of_means():
    one, other = arms(6_000, 5_000)
    shares, means = difference_of_shares(one, other), difference_of_means(one, other)
    assert (shares.low, shares.high) == pytest.approx((means.low, means.high), abs=5e-4)


def test_where_nothing_happened_the_interval_stays_wide():
    none = difference_of_shares(np.zeros(10), np.zeros(10))
    assert none.low < -0.2
    assert none.high > 0.2


def test_looks_need_what_the_published_boundary_says():
    """Lan and DeMets' table for five looks and 5 % in both directions."""
    published = [4.8769, 3.3569, 2.6803, 2.2898, 2.0310]
    assert critical_values([0.2, 0.4, 0.6, 0.8, 1], error=0.05) == pytest.approx(published, abs=2e-4)


def test_one_look_spends_all():
    assert errors_at([1.0], error=0.05) == pytest.approx([0.05], abs=EXACT)


def test_what_can_be_found_is_as_statsmodels_says():
    theirs = tt_ind_solve_power(None, nobs1=20, alpha=0.05, power=0.8, ratio=1.5)
    ours = detectable_difference(spread=1, first=20, second=30, error=0.05)
    assert ours == pytest.approx(theirs, abs=EXACT)


def test_arms_of_the_wrong_size_are_noticed():
    assert p_of_sizes([900, 100], [0.9, 0.1]) == pytest.approx(1)
    assert p_of_sizes([850, 150], [0.9, 0.1]) < 1e-6


def test_slopes_are_least_squares_over_the_weeks_that_there_are():
    values = np.array([0.4, np.nan, 0.9, 0.2, 0.7])
    known = ~np.isnan(values)
    theirs = np.polyfit(np.arange(5)[known], values[known], 1)[0]
    assert slopes(values) == pytest.approx(theirs, abs=EXACT)
    assert np.isnan(slopes([0.4, np.nan, 0.9]))


def test_an_effect_that_wears_off_is_seen():
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 0.1, (2, 40, 8))
    change = change_of_effect(noise[0] + np.linspace(0.3, 0, 8), noise[1])
    assert change.high < 0


@pytest.mark.parametrize(
    ("clusters", "low", "high", "is_good", "as_planned", "verdict"),
    [
        ((9, 400), 0.1, 0.2, True, True, Verdict.INSUFFICIENT),
        ((40, 40), 0.1, 0.2, True, False, Verdict.INSUFFICIENT),
        ((40, 40), 0.1, 0.2, True, True, Verdict.HELPS),
        ((40, 40), 0.1, 0.2, False, True, Verdict.HARMS),
        ((40, 40), -0.2, -0.1, True, True, Verdict.HARMS),
        ((40, 40), -0.1, 0.1, True, True, Verdict.NO_EFFECT_SEEN),
    ],
)
def test_the_verdict(clusters, low, high, is_good, as_planned, verdict):
    said = verdict_of(clusters=clusters, low=low, high=high, is_good=is_good, arms_are_as_planned=as_planned)
    assert said is verdict


def test_the_price_of_an_outcome():
    assert points_per_extra_outcome(points=1000, occasions=500, value=0.1, low=0.05, high=0.2) == (20, 10, 40)
    assert points_per_extra_outcome(points=1000, occasions=500, value=0.1, low=-0.05, high=0.2) == (20, 10, None)
    assert points_per_extra_outcome(points=1000, occasions=500, value=-0.1, low=-0.2, high=0.0) is None
