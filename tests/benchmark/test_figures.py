"""Percentiles and medians on samples that were counted by hand."""

import pytest

from config.benchmark.figures import in_words, median, percentile, table


@pytest.mark.parametrize(
    ("samples", "share", "expected"),
    [
        ([], 0.5, None),
        ([7], 0.99, 7),
        ([4, 1, 3, 2], 0.5, 2),
        ([5, 4, 3, 2, 1], 0.5, 3),
        (range(1, 101), 0.99, 99),
        (range(1, 101), 0.5, 50),
        ([1] * 99 + [80], 0.99, 1),
        ([1] * 98 + [80, 90], 0.99, 80),
    ],
)
def test_a_percentile_is_the_smallest_sample_that_so_many_do_not_exceed(samples, share, expected):
    assert percentile(samples, share) == expected


def test_a_median_leaves_out_what_is_unknown():
    assert median([3, None, 1, 2]) == 2
    assert median([None]) is None


def test_what_is_unknown_reads_as_a_question_mark():
    assert in_words(None) == "?"
    assert in_words(1234.567, 1) == "1,234.6"


def test_figures_stand_under_each_other():
    assert table(("phase", "ms"), [("300/s", "1.50"), ("saturated", "12.25")]) == (
        "phase         ms\n300/s       1.50\nsaturated  12.25"
    )
