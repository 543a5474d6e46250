"""The classifiers of triage, made from the labelled examples in `content/`. They load on first use, in workers."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps import language
from apps.feedback.tickets.labels import Field

if TYPE_CHECKING:
    from apps.language import Classifier

CONTENT = Path(__file__).parents[1] / "content"
Words = dict[str, list[str]]


@cache
def classifier(field: str) -> "Classifier":
    """The classifier of category, severity or area."""
    examples, keywords = {Field.CATEGORY: _categories, Field.SEVERITY: _severities, Field.AREA: _areas}[Field(field)]()
    for row in _content("examples.json"):
        examples[row[field]].append(row["text"])
    return language.Classifier(examples, keywords)


@cache
def version(field: str) -> str:
    """Changes with anything that changes this classifier's verdicts."""
    return f"{field}-{classifier(field).version}"


def _categories() -> tuple[Words, Words]:
    examples = {label: texts["en"] + texts["zh"] for label, texts in _content("prototypes.json")["categories"].items()}
    return examples, _content("cues.json")


def _severities() -> tuple[Words, Words]:
    labels = _content("prototypes.json")["severities"]
    return {label: _both(words, "examples") for label, words in labels.items()}, _keywords(labels)


def _areas() -> tuple[Words, Words]:
    return defaultdict(list), _keywords(_content("prototypes.json")["areas"])


def _keywords(labels: dict[str, Any]) -> Words:
    return {label: _both(words, "keywords") for label, words in labels.items()}


def _both(words: dict[str, list[str]], what: str) -> list[str]:
    return words[f"{what}_en"] + words[f"{what}_zh"]


def _content(name: str) -> Any:
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))
