"""How well reports are sorted."""

from collections.abc import Sequence
from typing import Any

from apps.feedback.tickets.labels import Area, Category, Field, Severity
from apps.feedback.triage.verdicts import judge
from apps.language.evaluation import Evaluation, Figures, Row, register

Judged = Sequence[tuple[Row, dict[str, Any]]]

_CATEGORIES = {Category.FEATURE_REQUEST.value: "feature"}
_AREAS = {Area.RESUME.value: "files", Area.OTHER.value: "general"}
_BINS = 10


def _predict(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [_said(row["text"]) for row in rows]


def _said(text: str) -> dict[str, Any]:
    judgement = judge(text)
    said: dict[str, Any] = {"needs_person": judgement.needs_person}
    for verdict in judgement.verdicts:
        said[verdict.field] = verdict.value
        said[f"{verdict.field}_confidence"] = round(verdict.confidence, 4)
    said["category"] = _CATEGORIES.get(said["category"], said["category"])
    said["area"] = _AREAS.get(said["area"], said["area"])
    return said


def _measure(judged: Judged) -> Figures:
    critical = [said for row, said in judged if row["severity"] == Severity.CRITICAL]
    return {
        "category_macro_f1": macro_f1([(row["category"], said["category"]) for row, said in judged]),
        "critical_recall": (sum(said["severity"] == Severity.CRITICAL for said in critical), len(critical)),
        "critical_flagged_share": (sum(said["severity"] == Severity.CRITICAL for _row, said in judged), len(judged)),
        "sentiment_accuracy": _right(judged, Field.SENTIMENT),
        "ece_category": calibration_error(_sureness(judged, Field.CATEGORY)),
        "ece_severity": calibration_error(_sureness(judged, Field.SEVERITY)),
    }


def _detail(judged: Judged) -> Figures:
    """Each class of the category, the other accuracies, and what is put before a person."""
    figures: Figures = {"category_accuracy": _right(judged, Field.CATEGORY)}
    for name in sorted({row["category"] for row, _said in judged}):
        own = [said["category"] == name for row, said in judged if row["category"] == name]
        named = [row["category"] == name for row, said in judged if said["category"] == name]
        figures[f"category {name}"] = {"recall": (sum(own), len(own)), "precision": (sum(named), len(named))}
    figures["severity_accuracy"] = _right(judged, Field.SEVERITY)
    serious = (Severity.CRITICAL, Severity.HIGH)
    gold = [said["severity"] in serious for row, said in judged if row["severity"] in serious]
    figures["serious_recall"] = (sum(gold), len(gold))
    figures["area_accuracy"] = _right([one for one in judged if one[0].get("area")], Field.AREA)
    figures["put_before_a_person"] = (sum(said["needs_person"] for _row, said in judged), len(judged))
    return figures


def _right(judged: Judged, field: str) -> tuple[int, int]:
    return sum(row[field] == said[field] for row, said in judged), len(judged)


def _sureness(judged: Judged, field: str) -> list[tuple[float, bool]]:
    return [(said[f"{field}_confidence"], row[field] == said[field]) for row, said in judged]


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    """The mean over the classes that occur of 2·hits / (said + true), 0–1; None of nothing."""
    names = {right for right, _said in pairs}
    if not names:
        return None
    return sum(_f1(name, pairs) for name in names) / len(names)


def _f1(name: str, pairs: Sequence[tuple[str, str]]) -> float:
    hits = sum(right == said == name for right, said in pairs)
    return 2 * hits / sum((right == name) + (said == name) for right, said in pairs)


def calibration_error(sureness: Sequence[tuple[float, bool]]) -> float | None:
    """Expected calibration error over ten bins of the confidence: how far, 0–1, it is from the share that was right.
    M. Naeini and others, Obtaining well calibrated probabilities using Bayesian binning, 2015."""
    if not sureness:
        return None
    off = 0.0
    for number in range(_BINS):
        inside = [one for one in sureness if number == min(_BINS - 1, int(one[0] * _BINS))]
        off += abs(sum(sure for sure, _right in inside) - sum(right for _sure, right in inside))
    return off / len(sureness)


TRIAGE = register(
    Evaluation(
        name="triage",
        help=(
            'how a report is sorted; a row: {"text": "…", "category": "functional", "severity": "high",'
            ' "sentiment": "negative", "area": "chat", "lang": "zh"}; categories: functional, experience, feature,'
            " question, praise, invalid; severities: critical, high, normal, low; moods: negative, neutral, positive;"
            " areas: account, chat, files, general, help, interview, matching, notifications, points, search"
        ),
        needs={"text": str, "category": str, "severity": str, "sentiment": str, "lang": str},
        predict=_predict,
        measure=_measure,
        detail=_detail,
    )
)
