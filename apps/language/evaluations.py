"""What this package measures of itself."""

from collections.abc import Sequence

from apps.language.answers import answers
from apps.language.evaluation import Evaluation, Figures, Row, register


def _predict(rows: Sequence[Row]) -> list[bool]:
    return [answers(row["previous"], row["reply"]) for row in rows]


def _measure(judged: Sequence[tuple[Row, bool]]) -> Figures:
    right = sum(row["earnest"] and said for row, said in judged)
    return {
        "precision": (right, sum(said for _row, said in judged)),
        "recall": (right, sum(row["earnest"] for row, _said in judged)),
    }


def _detail(judged: Sequence[tuple[Row, bool]]) -> Figures:
    empty = [said for row, said in judged if not row["earnest"]]
    return {
        "unearnest_caught": (empty.count(False), len(empty)),
        "accuracy": (sum(row["earnest"] is said for row, said in judged), len(judged)),
    }


EARNEST = register(
    Evaluation(
        name="earnest",
        help='does a reply answer in earnest; a row: {"previous": "…", "reply": "…", "earnest": true, "lang": "zh"}',
        needs={"previous": str, "reply": str, "earnest": bool, "lang": str},
        predict=_predict,
        measure=_measure,
        detail=_detail,
    )
)
