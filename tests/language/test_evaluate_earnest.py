"""What "earnest" gets right is measured, by us and by operators, on dialogues that it wasn't written on."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.language.earnest.build import write


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Whole dialogues, written before the judge was taught and not looked at for it."""
    path = tmp_path / "fresh.jsonl"
    write("untouched", path)
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_answers_are_told_from_brush_offs_in_each_language(fresh, tmp_path, language):
    """On 128 dialogues a language: an interval of these spans some .12."""
    out = tmp_path / "out.json"
    call_command("evaluate", "earnest", str(fresh), json=out)
    figures = json.loads(out.read_text())[language]
    assert figures["precision"] >= 0.9
    assert figures["recall"] >= 0.9


def test_what_strangers_wrote_is_told_too(tmp_path):
    path, out = tmp_path / "rows.jsonl", tmp_path / "out.json"
    write("strangers", path)
    call_command("evaluate", "earnest", str(path), json=out)
    figures = json.loads(out.read_text())["all"]
    assert figures["precision"] >= 0.8
    assert figures["recall"] >= 0.9


def test_the_figures_come_with_intervals_and_each_row_with_its_prediction(fresh, tmp_path, capsys):
    out, rows = tmp_path / "out.json", tmp_path / "rows.jsonl"
    call_command("evaluate", "earnest", str(fresh), json=out, rows=rows)
    said = capsys.readouterr().out
    assert "precision" in said
    assert "[" in said
    assert set(json.loads(out.read_text())) == {"all", "zh", "en", "detail"}
    assert len(rows.read_text().splitlines()) == len(fresh.read_text().splitlines())
    assert isinstance(json.loads(rows.read_text().splitlines()[0])["predicted"], bool)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "line 1 isn't JSON"),
        ("[1]", "line 1 isn't a JSON object"),
        ('{"previous": "a", "reply": "b", "lang": "en"}', 'line 1: "earnest" is missing'),
        ("", "no rows"),
    ],
)
def test_a_file_that_is_not_of_the_format_is_refused_with_its_line(tmp_path, line, words):
    path = tmp_path / "rows.jsonl"
    path.write_text(line)
    with pytest.raises(CommandError, match=words):
        call_command("evaluate", "earnest", str(path))


def test_a_missing_file_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        call_command("evaluate", "earnest", str(tmp_path / "nowhere.jsonl"))
