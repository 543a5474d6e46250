"""What is learnt from lists ships with them: it is of these lists, and learning it again gives the same."""

import pytest

import apps.language.lessons  # noqa: F401
from apps.language import answers
from apps.language.answers import _models
from apps.language.learning import lessons
from apps.language.replies import features
from apps.rooms import import_from_rooms

import_from_rooms("lessons")


@pytest.mark.parametrize("name", sorted(lessons()))
def test_what_ships_was_learnt_from_the_lists_as_they_are(name):
    """After a change of a list: `manage.py learn`."""
    assert lessons()[name].read() is not None


@pytest.mark.parametrize("name", sorted(lessons()))
def test_learning_again_gives_the_same(name):
    shipped = lessons()[name].read()
    assert shipped is not None
    for part, model in lessons()[name].learn().items():
        assert model.labels == shipped[part].labels
        assert model.weights == pytest.approx(shipped[part].weights, abs=0.02)


def test_with_another_sentence_model_the_words_alone_decide(monkeypatch):
    """The weights are of the model with which they were learnt."""
    monkeypatch.setattr("apps.language.learning.embedder", lambda: type("Other", (), {"name": "other"})())
    _models.cache_clear()
    try:
        assert answers("薪资多少？", "15-20k，13薪")
        assert not answers("薪资多少？", "感谢您的关注，祝您前程似锦")
        assert not answers("薪资多少？", "好的")
    finally:
        monkeypatch.undo()
        _models.cache_clear()


def test_the_kinds_of_what_is_asked_and_given_are_the_same_kinds():
    models = lessons()["replies"].read()
    assert models is not None
    assert models["asked"].labels == models["given"].labels
    assert features(models, [("薪资多少？", "15k")]).shape[0] == 1
