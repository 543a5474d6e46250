from pathlib import Path

import numpy as np
import pytest
from pytest_django import Settings

from apps.education.assistant import vectors
from apps.language import embed

TEXTS = ["one thing", "另一件事", "one thing"]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_what_was_computed_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = vectors.vectors_of(TEXTS)
    np.testing.assert_allclose(first, embed(TEXTS), atol=1e-6)
    asked: list[str] = []
    monkeypatch.setattr(vectors, "embed", lambda texts: asked.extend(texts) or embed(texts))
    np.testing.assert_array_equal(vectors.vectors_of(TEXTS), first)
    assert asked == []
    vectors.vectors_of([*TEXTS, "a new one"])
    assert asked == ["a new one"]


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04broken"])
def test_a_broken_file_is_made_anew(folder: Path, content: bytes) -> None:
    vectors.vectors_of(TEXTS)
    (file,) = folder.iterdir()
    file.write_bytes(content)
    assert vectors.vectors_of(TEXTS).shape == (3, 512)
    assert file.stat().st_size > 100


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(settings: Settings, folder: Path) -> None:
    settings.VAR_DIR = folder / "missing"
    assert vectors.vectors_of(TEXTS).shape == (3, 512)


def test_an_empty_shelf_has_no_vectors() -> None:
    assert len(vectors.vectors_of([])) == 0
