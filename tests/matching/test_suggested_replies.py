"""Replies that are suggested under a question say what was stated, and nothing else."""

import json
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.language.dialogues import Turn
from apps.matching.suggestions.replying import StatedFact, suggest_replies

ROWS = Path(__file__).parent / "suggested" / "rows.jsonl"
FACTS = [
    StatedFact("18-25K，13薪", "salary"),
    StatedFact("一周可以居家两天", "remote"),
    StatedFact("We sponsor Skilled Worker visas"),
]


def replies(question: str) -> list[str]:
    return [one.text for one in suggest_replies([Turn("candidate", question)], FACTS, side="recruiter")]


@pytest.fixture(scope="module")
def figures(tmp_path_factory) -> dict:
    out = tmp_path_factory.mktemp("suggestions") / "out.json"
    call_command("evaluate", "suggestions", str(ROWS), json=out)
    return json.loads(out.read_text())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_stands_without_a_fact_and_nothing_is_said_where_nothing_fits(figures, language):
    assert figures[language] == {"grounded": 1.0, "silent_when_nothing_fits": 1.0}


def test_where_something_fits_it_is_offered(figures):
    assert figures["detail"]["offered_where_something_fits"] == 1.0


def test_strangers_get_fewer_replies_but_no_wrong_ones(tmp_path):
    """Questions in words that the lists weren't made from: the odd rows of each language were looked at since, the even
    ones never: don't."""
    out = tmp_path / "out.json"
    call_command("evaluate", "suggestions", str(ROWS.with_name("rows_of_strangers.jsonl")), json=out)
    figures = json.loads(out.read_text())
    assert figures["all"] == {"grounded": 1.0, "silent_when_nothing_fits": 1.0}
    assert figures["detail"]["offered_where_something_fits"] >= 0.7


def test_a_value_gets_its_name_and_a_sentence_stands_as_it_is():
    assert replies("薪资多少？") == ["薪资：18-25K，13薪"]
    assert replies("Do you sponsor visas?") == ["We sponsor Skilled Worker visas"]


def test_what_was_approved_stands_for_what_the_posting_says_about_the_same():
    facts = [StatedFact("18-25K，13薪", "salary"), StatedFact("薪资面议。", "salary", "Posting", "posting")]
    said = suggest_replies([Turn("candidate", "薪资多少？")], facts, side="recruiter")
    assert [one.text for one in said] == ["薪资：18-25K，13薪"]
    said = suggest_replies([Turn("candidate", "薪资多少？")], facts[1:], side="recruiter")
    assert [one.text for one in said] == ["薪资面议。"]


def test_two_questions_are_answered_together_first():
    assert replies("薪资多少？可以远程吗？")[0] == "薪资：18-25K，13薪。一周可以居家两天。"


@pytest.mark.parametrize("question", ["谢谢", "我通过了吗？", "有食堂吗？", "要先交培训费吗？薪资多少？", ""])
def test_what_the_facts_do_not_answer_gets_no_suggestion(question):
    assert replies(question) == []


def test_once_this_side_has_written_nothing_is_offered():
    turns = [Turn("candidate", "薪资多少？"), Turn("recruiter", "18到25")]
    assert suggest_replies(turns, FACTS, side="recruiter") == []


def test_it_takes_less_than_fifty_milliseconds():
    """CPU, the best of three: as the 95 percentile of a quiet machine."""
    many = [StatedFact(f"第{number}条：上下班都有班车，路线{number}") for number in range(60)]
    took = []
    for attempt in range(3):
        begin = time.process_time()
        suggest_replies([Turn("candidate", f"请问{attempt}号楼附近好停车吗？薪资多少？")], many, side="recruiter")
        took.append(time.process_time() - begin)
    assert min(took) < 0.05


def test_a_turn_of_nobody_is_refused_with_words(tmp_path: Path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"turns": ["hi"], "facts": [], "lang": "en"}')
    with pytest.raises(CommandError, match="a turn is"):
        call_command("evaluate", "suggestions", str(rows))
