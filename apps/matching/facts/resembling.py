"""Whether a reply means what replies to a question about a topic usually mean: nearest among examples, by meaning."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apps.language import embed

EXAMPLES = Path(__file__).parent.parent / "content" / "replies.json"
NEAR = 0.3
"""Cosine to the nearest example of an answer, at least."""
AHEAD = 0.02
"""So much nearer than to the nearest example that answers nothing."""
BESIDE = 0.1
"""And no further than this behind the nearest answer to something else."""


@dataclass(frozen=True, slots=True)
class Examples:
    vectors: NDArray[np.float32]
    topics: NDArray[np.str_]
    gives: NDArray[np.bool_]


@cache
def _examples() -> Examples:
    rows = [
        (topic, kind == "gives", text)
        for topic, kinds in json.loads(EXAMPLES.read_text("utf-8")).items()
        for kind, texts in kinds.items()
        for text in texts
    ]
    return Examples(
        vectors=np.asarray(embed([text for _topic, _gives, text in rows])),
        topics=np.array([topic for topic, _gives, _text in rows]),
        gives=np.array([gives for _topic, gives, _text in rows]),
    )


def resembles_answer(topic: str, text: str) -> bool:
    """Asks the sentence model: for workers."""
    known = _examples()
    near = known.vectors @ np.asarray(embed([text]))[0]
    of_topic = known.gives & (known.topics == topic)
    if not of_topic.any():
        return False
    answer = near[of_topic].max()
    nothing = near[~known.gives].max()
    other = near[known.gives & (known.topics != topic)].max()
    return bool(answer >= NEAR and answer - nothing >= AHEAD and answer >= other - BESIDE)
