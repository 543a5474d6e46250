"""The vectors of the help's texts, kept on disk, so that a process that starts needn't compute them again."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np
from django.conf import settings

from apps.education.assistant.lessons import ASKED, key_of
from apps.language.embedding import Vectors, embed, embedder

logger = logging.getLogger(__name__)


def vectors_of(texts: Sequence[str]) -> Vectors:
    """One row a text. What ships or was computed before is read, what is new is computed and stored with the rest."""
    path = Path(settings.VAR_DIR) / f"help-{embedder().name}.npz"
    keys = list(map(key_of, texts))
    known = _read(path)
    if not known.keys() >= set(keys):
        known = _shipped() | known
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known |= dict(zip(missing, embed(list(missing.values())), strict=True))
    vectors = np.array([known[key] for key in keys], dtype=np.float32)
    if missing:
        _write(path, dict(zip(keys, vectors, strict=True)))
    return vectors


def _shipped() -> dict[str, Vectors]:
    models = ASKED.read()
    if models is None:
        return {}
    return dict(zip(models["asked"].labels, models["asked"].weights.astype(np.float32), strict=True))


def _read(path: Path) -> dict[str, Vectors]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except FileNotFoundError:
        return {}
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        logger.warning("%s can't be read and is made anew.", path)
        return {}


def _write(path: Path, vectors: dict[str, Vectors]) -> None:
    try:
        with NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
            np.savez(file, keys=np.array(list(vectors)), vectors=np.array(list(vectors.values())))
        os.replace(file.name, path)
    except OSError:
        logger.warning("%s can't be written; the help's vectors are computed at each start.", path)
