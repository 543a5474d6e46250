"""The models of triage, read on first use, in workers."""

from collections.abc import Sequence
from functools import cache

from apps.feedback.triage.features import features
from apps.feedback.triage.lessons import TRIAGE
from apps.language.learning import Models

Shares = dict[str, float]


@cache
def models() -> Models:
    """Those that ship, or, where they don't belong to the lists or to the sentence model, learnt now."""
    return TRIAGE.read() or TRIAGE.learn()


def shares(text: str) -> dict[str, Shares]:
    """For each field how likely each of its labels is, 0–1."""
    return shares_of([text])[0]


def shares_of(texts: Sequence[str]) -> list[dict[str, Shares]]:
    """`shares` for many texts at once, which is faster."""
    whole = features(texts)
    given = {field: (model.labels, model.shares(whole)) for field, model in models().items()}
    return [
        {field: dict(zip(labels, map(float, rows[place]), strict=True)) for field, (labels, rows) in given.items()}
        for place in range(len(texts))
    ]


@cache
def version(field: str) -> str:
    """Changes with anything that changes this field's verdicts."""
    return f"{field}-{TRIAGE.digest()[:12]}"
