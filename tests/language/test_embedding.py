from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from apps.language import embed, embedding


def test_vectors_have_unit_length_whatever_the_text() -> None:
    vectors = embed(["你好", "hello", "", "😀", "\x00", "a\ud800b", "x" * 100_000])
    assert vectors.shape == (7, 512)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_no_texts_give_no_vectors() -> None:
    assert embed([]).shape == (0, 512)


def test_one_text_instead_of_a_list_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        embed("hello")


def test_a_repeated_text_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []

    class Counting:
        name = "counting"

        def encode(self, texts):
            encoded.extend(texts)
            return np.eye(1, 512, dtype=np.float32).repeat(len(texts), axis=0)

    monkeypatch.setattr(embedding, "embedder", Counting)
    monkeypatch.setattr(embedding, "_recent", embedding._Recent(size=2))
    embed(["a", "b", "a"])
    embed(["b"])
    assert encoded == ["a", "b"]
    embed(["c", "d"])
    assert len(embedding._recent) == 2
    embed(["a"])
    assert encoded == ["a", "b", "c", "d", "a"]


def test_changing_a_result_does_not_change_the_cache() -> None:
    first = embed(["可以吗"])
    kept = first.copy()
    first[:] = 0
    assert np.array_equal(embed(["可以吗"]), kept)


def test_weights_other_than_the_pinned_ones_are_refused(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(embedding.WEIGHTS_SHA256, "weights.npz", "0" * 64)
    with pytest.raises(embedding.WrongWeights):
        embedding.SentenceEncoder()
    assert isinstance(embedding._loaded.__wrapped__(), embedding.HashingEmbedder)
    assert "falling back" in caplog.text


def test_the_fall_back_still_sees_shared_words() -> None:
    near, same, far = embedding.HashingEmbedder().encode(["薪资范围是多少", "请问薪资范围多少", "明天下雨"])
    assert near @ same > 0.4 > near @ far


def test_the_model_is_loaded_once_by_many_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({id(found) for found in pool.map(lambda _: embedding.embedder(), range(32))}) == 1
