"""What this package learns: which replies answer which questions."""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from apps.language import replies
from apps.language.learning import Lesson, LinearModel, Models, register, regression
from apps.language.replies import SHARPNESS, Pair, kinds_together, vectors
from apps.language.words import lines

_WORDS = Path(__file__).parent / "words"
_ASKS_FOR_A_FACT = re.compile(r"多少|什么|哪|几|怎么|为什么|\b(?:what|how|when|where|which|who|why)\b", re.IGNORECASE)
_ANSWERED_BY_ANYTHING = frozenset({"greet", "status", "opinion"})
"""Kinds of questions to which an answer of another kind may well be one."""
_PARTS = 5
_OTHER_TOPICS, _OTHER_QUESTIONS = (11, 23), (0, 31)
"""How far on in the list the topic stands whose answer isn't one here, and the question to which one brushes off."""


@dataclass(slots=True)
class Topic:
    """What people say to one question."""

    kind: str
    question: str
    answers: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Example:
    question: str
    reply: str
    responds: bool

    @property
    def part(self) -> int:
        """Examples of one question are in one part."""
        return zlib.crc32(self.question.encode()) % _PARTS

    @property
    def pair(self) -> Pair:
        return self.question, self.reply


def topics_and_brushoffs(language: str) -> tuple[list[Topic], list[str]]:
    topics: list[Topic] = []
    brushoffs = []
    for line in lines(f"replies_{language}"):
        mark, text = line[:2], line[2:]
        if mark == "? ":
            kind, _, question = text.partition(": ")
            topics.append(Topic(kind, question))
        elif mark == "! ":
            brushoffs.append(text)
        else:
            (topics[-1].answers if mark == "+ " else topics[-1].others).append(text)
    return topics, brushoffs


def examples(language: str) -> Iterator[Example]:
    """What the list says, the brush-offs to some questions each, and answers to questions of another kind."""
    topics, brushoffs = topics_and_brushoffs(language)
    for place, topic in enumerate(topics):
        yield from (Example(topic.question, reply, True) for reply in topic.answers)
        yield from (Example(topic.question, reply, False) for reply in topic.others)
        if topic.kind in _ANSWERED_BY_ANYTHING or not _ASKS_FOR_A_FACT.search(topic.question):
            continue
        for step in _OTHER_TOPICS:
            other = topics[(place + step) % len(topics)]
            if other.kind not in {topic.kind, "greet", "status", "document"}:
                yield Example(topic.question, other.answers[step % len(other.answers)], False)
    for place, reply in enumerate(brushoffs):
        for step in _OTHER_QUESTIONS:
            topic = topics[(place * 7 + step) % len(topics)]
            if topic.kind not in {"status", "greet"}:
                yield Example(topic.question, reply, False)


def _learn() -> Models:
    topics = [topic for language in ("zh", "en") for topic in topics_and_brushoffs(language)[0]]
    topics = [topic for topic in topics if topic.kind != "greet"]
    rows = [example for language in ("zh", "en") for example in examples(language)]
    kinds = np.empty((len(rows), 4))
    # The kinds of a question are told by models that didn't learn from it: else they would be surer than they are.
    for part in range(_PARTS):
        asked, given = _kinds([topic for topic in topics if Example(topic.question, "", True).part != part])
        places = [place for place, row in enumerate(rows) if row.part == part]
        kinds[places] = kinds_together(asked, given, [rows[place].pair for place in places])
    whole = replies.features_with(kinds, [row.pair for row in rows])
    responds = regression(whole, ["yes" if row.responds else "no" for row in rows], strength=0.1)
    asked, given = _kinds(topics)
    return {"asked": asked, "given": given, "responds": responds}


def _kinds(topics: Sequence[Topic]) -> tuple[LinearModel, LinearModel]:
    questions = [(topic.question, topic.kind) for topic in topics]
    answers = [(answer, topic.kind) for topic in topics for answer in topic.answers]
    return _of_kinds(questions), _of_kinds(answers)


def _of_kinds(texts: Sequence[tuple[str, str]]) -> LinearModel:
    features = SHARPNESS * vectors([text for text, _kind in texts])
    return regression(features, [kind for _text, kind in texts], strength=5.0, iterations=300)


REPLIES = register(
    Lesson(
        name="replies",
        version=1,
        sources=tuple(
            _WORDS / f"{name}.txt" for name in ("replies_zh", "replies_en", "asks", "gives", "brushoffs", "contentless")
        ),
        path=_WORDS / "replies.npz",
        learn=_learn,
    )
)
