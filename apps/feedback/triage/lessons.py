"""What triage learns from `content/reports.txt`: category, severity, mood and area of a text, each with a confidence
that is as often right as it says.

A regression is surer of itself than it may be. How much, is seen on reports of families that it didn't learn from:
the scores are divided by the one number that makes those most likely (temperature scaling; C. Guo and others, On
calibration of modern neural networks, 2017)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from apps.feedback.examples.reports import LEARNT, REPORTS, read_reports
from apps.feedback.triage.features import CUES, Matrix, features
from apps.language.learning import Lesson, LinearModel, Models, register, regression

_CONTENT = Path(__file__).parents[1] / "content"
_PARTS = 4
_STRENGTH = 0.1
_TEMPERATURES = np.arange(0.6, 2.6, 0.05)


def calibrated(whole: Matrix, labels: Sequence[str], families: Sequence[int]) -> LinearModel:
    """The model of one field, its scores divided by the temperature that fits families which it hasn't seen."""
    held_out, own = [], []
    parts = np.array(families) % _PARTS
    for part in range(_PARTS):
        apart = np.flatnonzero(parts == part).tolist()
        kept = np.flatnonzero(parts != part).tolist()
        if len(apart) == 0 or len({labels[place] for place in kept}) < 2:
            continue
        model = _fitted(whole[kept], [labels[place] for place in kept])
        known = [place for place in apart if labels[place] in model.labels]
        held_out.append(_scores(model, whole[known]))
        own.append([model.labels.index(labels[place]) for place in known])
    warmth = min(_TEMPERATURES, key=lambda one: _surprise(held_out, own, one))
    model = _fitted(whole, labels)
    return LinearModel(model.labels, model.weights / warmth)


def _fitted(whole: Matrix, labels: Sequence[str]) -> LinearModel:
    return regression(whole, labels, strength=_STRENGTH, balanced=False)


def _scores(model: LinearModel, whole: Matrix) -> Matrix:
    return np.asarray(whole @ model.weights[:, :-1].T + model.weights[:, -1])


def _surprise(held_out: Sequence[Matrix], own: Sequence[Sequence[int]], warmth: float) -> float:
    """The mean of -log of what was given to the right label."""
    total, count = 0.0, 0
    for scores, right in zip(held_out, own, strict=True):
        warm = scores / warmth
        warm = warm - warm.max(axis=1, keepdims=True)
        logs = warm - np.log(np.exp(warm).sum(axis=1, keepdims=True))
        total -= float(logs[np.arange(len(right)), right].sum())
        count += len(right)
    return total / max(1, count)


def learn_from(texts: Sequence[str], labels: Sequence[dict[str, str]], families: Sequence[int]) -> Models:
    """A model a field, from the reports that say something of it."""
    whole = features(texts)
    models = {}
    for field in LEARNT:
        places = [place for place, said in enumerate(labels) if field in said]
        models[str(field)] = calibrated(
            whole[places],
            [labels[place][field] for place in places],
            [families[place] for place in places],
        )
    return models


def _learn() -> Models:
    reports = list(read_reports())
    return learn_from(
        [report.text for report in reports],
        [report.labels for report in reports],
        [report.family for report in reports],
    )


TRIAGE = register(Lesson(name="triage", version=1, sources=(REPORTS, CUES), path=_CONTENT / "triage.npz", learn=_learn))
