"""The stage at which a conversation stands is read from what was said last."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.chat.stages.reading import read_stage
from apps.language.dialogues import Turn
from tests.chat.stages_read.build import write


@pytest.mark.parametrize("rows_of", ["untouched", "strangers"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_four_of_five_dialogues_are_read_right_in_each_language(tmp_path: Path, language, rows_of):
    """On 48 dialogues a language, written before it was learnt and not looked at (an interval spans some .2), and 20 of
    strangers."""
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out.json"
    write(rows_of, rows)
    call_command("evaluate", "stages", str(rows), json=out)
    figures = json.loads(out.read_text())
    assert figures[language]["accuracy"] >= 0.8
    assert figures["detail"]["proposed"]["right"] >= 0.9


def test_where_nothing_was_said_nothing_is_read():
    assert read_stage([]) is None
    assert read_stage([Turn("candidate", "  ")]) is None


def test_a_turn_of_nobody_is_refused_with_words(tmp_path: Path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"turns": [{"from": "olga", "text": "hi"}], "stage": "greeting", "lang": "en"}')
    with pytest.raises(CommandError, match="a turn is"):
        call_command("evaluate", "stages", str(rows))
