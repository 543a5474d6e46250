"""`manage.py evaluate experiments`, in small: the instrument says what is true as often as it promises."""

import json

import pytest
from django.core.management import CommandError, call_command

from apps.experiments import simulation


def test_intervals_and_verdicts_hold(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(simulation, "RUNS", 100)
    call_command("evaluate", "experiments", json=tmp_path / "out.json")
    written = json.loads((tmp_path / "out.json").read_text())
    figures = written["all"]
    assert 0.94 <= figures["coverage"] <= 0.96
    assert figures["conditions_containing_95"] == 1
    assert figures["false_verdicts"] <= 0.05
    assert figures["false_verdicts_in_ten_looks"] <= 0.05
    assert figures["decay_found"] >= 0.8
    assert figures["crowding_out_found"] >= 0.7
    assert len(written["detail"]["coverage"]) == 48
    assert "coverage" in capsys.readouterr().out


def test_it_takes_no_file_and_others_need_one(tmp_path):
    with pytest.raises(CommandError, match="simulates"):
        call_command("evaluate", "experiments", tmp_path / "rows.jsonl")
    with pytest.raises(CommandError, match="needs"):
        call_command("evaluate", "earnest")
