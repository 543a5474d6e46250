"""How well reports of the same matter find each other."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from apps.feedback.topics.meaning import best, is_chinese, meanings, worth_showing
from apps.language import detect
from apps.language.evaluation import Evaluation, Figures, Row, register

Judged = Sequence[tuple[Row, dict[str, Any]]]


def _predict(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """For each report the nearest three of all others, whose groups are named, and how many of them are shown."""
    texts = [row["text"] for row in rows]
    known = meanings(texts)
    chinese = [is_chinese(detect(text)) for text in texts]
    sizes = defaultdict[str, int](int)
    for row in rows:
        sizes[str(row["group"])] += 1
    said = []
    for place, row in enumerate(rows):
        rest = [other for other in range(len(rows)) if other != place]
        nearest = best(known[place], known[rest], [chinese[other] for other in rest])
        said.append(
            {
                "nearest": [str(rows[rest[one.place]]["group"]) for one in nearest],
                "of": [rows[rest[one.place]]["lang"] for one in nearest],
                "likeness": [round(one.likeness, 3) for one in nearest],
                "shown": len(worth_showing(nearest)),
                "has_others": sizes[str(row["group"])] > 1,
            }
        )
    return said


def _measure(judged: Judged) -> Figures:
    """`recall_at_3`: of the reports whose matter others report, the share with one of them among the nearest three.
    `shown_right`: of what is suggested to a person, the share that says the same."""
    grouped = [(str(row["group"]), said) for row, said in judged if said["has_others"]]
    shown = [group == str(row["group"]) for row, said in judged for group in said["nearest"][: said["shown"]]]
    return {
        "recall_at_3": (sum(group in said["nearest"] for group, said in grouped), len(grouped)),
        "shown_right": (sum(shown), len(shown)),
    }


def _detail(judged: Judged) -> Figures:
    grouped = [(str(row["group"]), said) for row, said in judged if said["has_others"]]
    alone = [said["shown"] > 0 for _row, said in judged if not said["has_others"]]
    found = [group in said["nearest"][: said["shown"]] for group, said in grouped]
    return {"shown_recall": (sum(found), len(found)), "single_ones_with_a_suggestion": (sum(alone), len(alone))}


DUPLICATES = register(
    Evaluation(
        name="duplicates",
        help='which reports say the same; a row: {"group": "17", "text": "…", "lang": "zh"}; a group is one matter',
        needs={"group": (str, int), "text": str, "lang": str},
        predict=_predict,
        measure=_measure,
        detail=_detail,
    )
)
