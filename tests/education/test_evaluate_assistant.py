"""`manage.py evaluate assistant`: what it counts, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.education.assistant.evaluations import ASSISTANT
from apps.education.models import Article, Question
from apps.language.evaluation import evaluate, plain

pytestmark = pytest.mark.django_db

ROWS: list[dict[str, Any]] = [
    {"text": "how do I take a message back?", "lang": "en", "topic": "recall", "in_scope": True},
    {"text": "怎么拉黑一个人", "lang": "zh", "topic": "block", "in_scope": True},
    {"text": "what is the capital of Australia", "lang": "en", "topic": "none", "in_scope": False},
    {"text": "can I share my screen in a call", "lang": "en", "topic": "calls", "in_scope": True},
]
TOPICS = {"recall": ["recall-a-message"], "block": ["block-someone"]}


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_figures_rows_and_languages_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, topics = written(tmp_path / "rows.jsonl", ROWS), tmp_path / "topics.json"
    topics.write_text(json.dumps(TOPICS))
    out, each = tmp_path / "out.json", tmp_path / "each.jsonl"
    call_command("evaluate", "assistant", str(rows), "--topics", str(topics), "--json", str(out), "--rows", str(each))
    figures = json.loads(out.read_text())
    assert figures.keys() == {"all", "zh", "en", "detail"}
    assert figures["all"].keys() == {"first", "answered", "answered_right", "precision", "handed_over"}
    assert (figures["all"]["first"], figures["zh"]["first"], figures["all"]["handed_over"]) == (1, 1, 1)
    said = [json.loads(line)["predicted"] for line in each.read_text().splitlines()]
    assert [one["article"] for one in said[:2]] == ["recall-a-message", "block-someone"]
    assert "[" in capsys.readouterr().out
    assert not Question.objects.exists(), "it writes nothing"


def test_what_each_share_counts() -> None:
    def said(article: str | None, answered: bool) -> dict[str, Any]:
        return {"article": article, "answered": answered, "others": [], "part": 0}

    rows = [row | {"articles": TOPICS.get(row["topic"], [])} for row in ROWS]
    judged = [
        (rows[0], said("recall-a-message", True)),
        (rows[1], said("block-someone", False)),
        (rows[2], said("levels", True)),
        (rows[3], said("interviews", False)),
    ]
    assert ASSISTANT.measure(judged) == {
        "first": (2, 2),
        "answered": (1, 3),
        "answered_right": (1, 2),
        "precision": (1, 2),
        "handed_over": (0, 1),
    }
    assert ASSISTANT.detail(judged)["no_article_handed_over"] == (1, 1)


def test_without_a_map_a_topic_is_an_address() -> None:
    row = {"text": "how do I take a message back?", "lang": "en", "topic": "recall-a-message", "in_scope": True}
    figures, _judged = evaluate(ASSISTANT, [row])
    assert plain(figures)["all"]["first"] == 1
    Article.objects.filter(slug="recall-a-message").update(is_published=False)
    figures, _judged = evaluate(ASSISTANT, [row])
    assert plain(figures)["all"]["first"] is None, "nothing could have been right"


@pytest.mark.parametrize("topics", ["[]", '{"a": "b"}', "{"])
def test_a_map_that_is_none_is_refused(tmp_path: Path, topics: str) -> None:
    (tmp_path / "topics.json").write_text(topics)
    rows = written(tmp_path / "rows.jsonl", ROWS)
    with pytest.raises(CommandError, match=r"topics\.json"):
        call_command("evaluate", "assistant", str(rows), "--topics", str(tmp_path / "topics.json"))


def test_a_row_without_its_topic_is_refused(tmp_path: Path) -> None:
    rows = written(tmp_path / "rows.jsonl", [{"text": "hello", "lang": "en", "in_scope": True}])
    with pytest.raises(CommandError, match="line 1"):
        call_command("evaluate", "assistant", str(rows))
