"""Public data sets beside the checkout, for measuring; nothing of them is part of the product."""

import csv
import json
import os
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from apps.language import Index

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("RAPPORT_SHARED_DATA", ROOT.parent / "shared" / "data"))

T = TypeVar("T")


def path_of(name: str) -> Path:
    """Path of a file of the sets; skips the test where it isn't there."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} isn't in {DATA} (set RAPPORT_SHARED_DATA)")
    return path


def some(values: Sequence[T], n: int) -> list[T]:
    """The same random `n` of them every time."""
    return random.Random(7).sample(list(values), min(n, len(values)))


def xquad(language: str) -> tuple[list[str], list[tuple[str, int]]]:
    """240 paragraphs and 1,190 (question, place of its paragraph)."""
    paragraphs: list[str] = []
    questions: list[tuple[str, int]] = []
    for article in json.loads(path_of(f"xquad/xquad.{language}.json").read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            questions += [(asked["question"], len(paragraphs)) for asked in paragraph["qas"]]
            paragraphs.append(paragraph["context"])
    return paragraphs, questions


def clinc() -> dict[str, list[tuple[str, str]]]:
    """(utterance, intent) by split; the intent "oos" is out of scope."""
    splits: dict[str, list[list[str]]] = json.loads(path_of("clinc150/data_full.json").read_text("utf-8"))
    return {name: [(text, intent) for text, intent in rows] for name, rows in splits.items()}


def banking(split: str) -> list[tuple[str, str]]:
    """(question, intent)."""
    with path_of(f"banking77/{split}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def crosswoz() -> list[tuple[str, str]]:
    """(what the user says, what the assistant answers), Chinese."""
    with zipfile.ZipFile(path_of("crosswoz/val.json.zip")) as archive:
        dialogues: dict[str, Any] = json.loads(archive.read("val.json"))
    pairs: list[tuple[str, str]] = []
    for dialogue in dialogues.values():
        turns = [turn["content"] for turn in dialogue["messages"]]
        pairs += list(zip(turns[::2], turns[1::2], strict=False))
    return pairs


def short_messages() -> tuple[list[str], list[str]]:
    """(ham, spam), English."""
    lines = path_of("sms_spam/SMSSpamCollection").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t", 1) for line in lines]
    return [text for kind, text in rows if kind == "ham"], [text for kind, text in rows if kind == "spam"]


def recall_and_mrr(index: Index, questions: Sequence[tuple[str, int]]) -> tuple[float, float]:
    """Recall at 5 and mean reciprocal rank, in an index whose ids are the places of paragraphs."""
    ranks = [[hit.id for hit in index.search(text, len(index))].index(str(gold)) for text, gold in questions]
    return sum(rank < 5 for rank in ranks) / len(ranks), sum(1 / (rank + 1) for rank in ranks) / len(ranks)


def share(values: Sequence[T], holds: Callable[[T], bool]) -> float:
    """Share of `values` for which it holds, 0–1."""
    return sum(map(holds, values)) / len(values)
