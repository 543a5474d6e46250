"""How well triage sorts reports that it has never seen: 72 in English and Chinese, written apart from its examples.

The floors lie below what was measured, so that a worse model is noticed and a lucky one isn't required.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from apps.feedback.triage.verdicts import CONFIDENT_FROM, Judgement, judge

HELD_OUT = json.loads((Path(__file__).parent / "held_out.json").read_text(encoding="utf-8"))
FLOORS = {"category": 0.8, "severity": 0.78, "area": 0.7}


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, str], Judgement]]:
    return [(row, judge(row["text"])) for row in HELD_OUT]


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


@pytest.mark.parametrize("field", FLOORS)
def test_held_out_reports_are_sorted_right(judged, field, capsys):
    hits = defaultdict(list)
    for row, judgement in judged:
        hits[row["language"]].append(judgement.value(field) == row[field])
    both = share(hits["en"] + hits["zh"])
    with capsys.disabled():
        print(
            f"\n  {field}: {both:.2f} right (en {share(hits['en']):.2f}, zh {share(hits['zh']):.2f}) of {len(judged)}"
        )
    assert both >= FLOORS[field]
    assert min(share(hits["en"]), share(hits["zh"])) >= FLOORS[field] - 0.1


def test_what_is_said_with_confidence_is_mostly_right(judged, capsys):
    sure = [
        verdict.value == row["category"]
        for row, judgement in judged
        for verdict in judgement.verdicts
        if verdict.field == "category" and verdict.confidence >= CONFIDENT_FROM
    ]
    with capsys.disabled():
        print(f"\n  category, where confident: {share(sure):.2f} right, {len(sure)} of {len(judged)}")
    assert share(sure) >= 0.85
    assert len(sure) >= len(judged) * 0.75


def test_the_language_of_every_report_is_told(judged):
    assert all(judgement.value("language") in {row["language"], "und"} for row, judgement in judged)


def test_no_honest_report_is_called_spam(judged):
    honest = [judgement for row, judgement in judged if row["category"] != "invalid"]
    assert [judgement for judgement in honest if judgement.value("spam") == "spam"] == []
