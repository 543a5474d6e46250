"""How well it is told what postings leave open and whether replies answer, on postings and replies of many trades."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

import apps.matching.facts.evaluations  # noqa: F401  it registers what is asked here
from apps.language.evaluation import evaluations
from apps.matching.facts.names import canonical
from apps.matching.facts.topics import shipped_topics

SETS = Path(__file__).parent / "topics"

pytestmark = pytest.mark.django_db


def figures(name: str, file: Path, tmp_path: Path) -> dict[str, dict[str, float]]:
    out = tmp_path / "figures.json"
    call_command("evaluate", name, file, json=out)
    return json.loads(out.read_text("utf-8"))


def test_chips_ask_what_postings_leave_open(tmp_path):
    found = figures("chips", SETS / "chips.jsonl", tmp_path)
    for language in ("all", "zh", "en"):
        assert found[language]["right"] >= 0.95
        assert found[language]["found"] >= 0.95


def test_answers_are_told_from_what_only_sounds_like_one(tmp_path):
    found = figures("answered", SETS / "answered.jsonl", tmp_path)
    for language in ("all", "zh", "en"):
        assert found[language]["recall"] >= 0.95
        assert found[language]["false_positive_rate"] <= 0.05


def test_what_strangers_wrote_is_read_less_well_but_never_badly(tmp_path):
    """Written by somebody who hadn't seen the topics or their words; of each language's rows the odd ones were looked
    at since, the even ones never: don't."""
    chips = figures("chips", SETS / "chips_of_strangers.jsonl", tmp_path)["all"]
    answered = figures("answered", SETS / "answered_of_strangers.jsonl", tmp_path)["all"]
    assert chips["right"] >= 0.85
    assert chips["found"] >= 0.75
    assert answered["recall"] >= 0.87
    assert answered["false_positive_rate"] <= 0.05


def test_postings_that_say_it_in_words_of_their_own_are_read_by_what_they_mean(tmp_path):
    """By others again, who never said the same thing twice. From their words alone two in five are found."""
    chips = figures("chips", SETS / "chips_of_more_strangers.jsonl", tmp_path)
    for language in ("zh", "en"):
        assert chips[language]["found"] >= 0.68
        assert chips[language]["right"] >= 0.74


def test_each_row_comes_with_what_is_shown_and_its_words(tmp_path):
    rows, file = tmp_path / "rows.jsonl", tmp_path / "in.jsonl"
    posting = {"title": "Barista", "description": "Pay depends on experience. Overtime as required."}
    file.write_text(json.dumps({"posting": posting, "open": ["pay", "加班"], "stated": [], "lang": "en"}), "utf-8")
    call_command("evaluate", "chips", file, rows=rows)
    said = json.loads(rows.read_text("utf-8"))["predicted"]
    assert said["shown"] == ["salary", "overtime"]
    assert said["evidence"] == {"salary": "depends on experience", "overtime": "Overtime as required"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *(("pay", "salary"), ("薪资", "salary"), ("Working hours", "schedule"), ("加班", "overtime")),
        *(("on-call", "oncall"), ("年假", "leave"), ("interview_process", "process"), ("salary", "salary")),
    ],
)
def test_other_names_of_a_topic_are_understood(name: str, key: str):
    assert canonical(name) == key


def test_the_help_names_the_topics():
    said = evaluations()["chips"].help
    for topic in shipped_topics():
        if topic.subject == "job" and not topic.stages:
            assert topic.key in said
