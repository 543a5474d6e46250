"""Small models learnt from lists of examples that ship with the product.

`manage.py learn` learns them anew and writes their weights beside the lists; at run time they are read, which needs
neither scikit-learn nor time. Weights that don't belong to their lists, or to the sentence model at hand, aren't used.
"""

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apps.language.embedding import embedder

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression: a row of weights for each label, the last column is the bias."""

    labels: tuple[str, ...]
    weights: Matrix

    def shares(self, features: Matrix) -> Matrix:
        """How likely each label is, 0–1, a row for each row of features; they sum to 1."""
        scores = features @ self.weights[:, :-1].T + self.weights[:, -1]
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


Models = Mapping[str, LinearModel]


@dataclass(frozen=True)
class Lesson:
    """`learn` makes the models from the lists `sources`; `path` is where their weights are kept. `version` changes with
    what the code makes of a text."""

    name: str
    version: int
    sources: tuple[Path, ...]
    path: Path
    learn: Callable[[], Models]

    def digest(self) -> str:
        """Of all that the weights follow from."""
        digest = hashlib.sha256(f"{self.version}:{embedder().name}".encode())
        for source in self.sources:
            digest.update(source.read_bytes())
        return digest.hexdigest()

    def write(self) -> None:
        """Learns, and keeps what was learnt."""
        self.path.write_bytes(to_bytes(self.learn(), self.digest()))

    def read(self) -> Models | None:
        """What was learnt from the lists as they are now; None where that is something else."""
        try:
            return from_bytes(self.path.read_bytes(), self.digest())
        except OSError:
            return None


def to_bytes(models: Models, digest: str) -> bytes:
    """Weights and names of labels, no text; `digest` says of what the weights follow from."""
    arrays: dict[str, NDArray[np.generic]] = {"digest": np.array(digest)}
    for name, model in models.items():
        arrays[f"{name}.labels"] = np.array(model.labels)
        arrays[f"{name}.weights"] = model.weights.astype(np.float16)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def follows_from(stored: bytes, digest: str) -> bool:
    """Whether `to_bytes` was given this digest, without a look at the weights."""
    try:
        with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
            return str(arrays["digest"]) == digest
    except (OSError, EOFError, KeyError, ValueError):
        return False


def from_bytes(stored: bytes, digest: str) -> Models | None:
    """What `to_bytes` was given; None where that followed from something else."""
    try:
        with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
            if str(arrays["digest"]) != digest:
                return None
            names = {key.partition(".")[0] for key in arrays if "." in key}
            return {
                name: LinearModel(
                    tuple(str(label) for label in arrays[f"{name}.labels"]),
                    arrays[f"{name}.weights"].astype(np.float64),
                )
                for name in names
            }
    except (OSError, EOFError, KeyError, ValueError):
        return None


_LESSONS: dict[str, Lesson] = {}


def register(lesson: Lesson) -> Lesson:
    assert lesson.name not in _LESSONS, lesson.name
    _LESSONS[lesson.name] = lesson
    return lesson


def lessons() -> dict[str, Lesson]:
    return dict(_LESSONS)


def regression(
    features: Matrix, labels: Sequence[str], *, strength: float, balanced: bool = True, iterations: int = 400
) -> LinearModel:
    """Learns to tell the labels apart. A smaller `strength` keeps the weights smaller."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  0.6 s and 75 MB, for learning alone

    model = LogisticRegression(C=strength, max_iter=iterations, class_weight="balanced" if balanced else None)
    model.fit(features, list(labels))
    weights = np.hstack([model.coef_, model.intercept_[:, None]])
    if len(model.classes_) == 2:  # one row says it for both
        weights = np.vstack([-weights / 2, weights / 2])
    return LinearModel(tuple(str(label) for label in model.classes_), np.asarray(weights, dtype=np.float64))
