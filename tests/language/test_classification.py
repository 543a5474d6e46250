import pickle

import pytest

from apps.language import Classifier, classification

PROTOTYPES = {
    "bug": ["the app crashes when I open it", "无法登录，一直报错", "消息发不出去"],
    "feature": ["please add dark mode", "希望增加夜间模式", "could you support exporting chats"],
    "praise": ["great app, thank you", "非常好用，谢谢"],
}
KEYWORDS = {"bug": ["闪退", "crash", "error"]}


@pytest.fixture(scope="module")
def cold() -> Classifier:
    return Classifier(PROTOTYPES, KEYWORDS)


def test_examples_are_enough_to_begin_with(cold: Classifier) -> None:
    assert cold.predict("一打开就闪退")[0][0] == "bug"
    assert cold.predict("能不能支持导出聊天记录")[0][0] == "feature"
    assert cold.predict("I really like this, thanks!")[0][0] == "praise"


def test_confidences_sum_to_one_and_fall(cold: Classifier) -> None:
    for text in ("闪退", "", "x" * 5000, "😀"):
        found = cold.predict(text)
        assert {label for label, _ in found} == set(PROTOTYPES)
        assert sum(confidence for _, confidence in found) == pytest.approx(1)
        assert found == sorted(found, key=lambda pair: -pair[1])


def test_corrections_change_its_mind() -> None:
    taught = Classifier(PROTOTYPES, KEYWORDS)
    assert taught.predict("表情包能多一点就好了")[0][0] != "bug"
    before = taught.version
    taught.fit(["表情包能多一点就好了", "表情包太少", "多来点表情包", "more stickers"] * 10, ["bug"] * 40)
    assert taught.predict("表情包不够多")[0][0] == "bug"
    assert taught.version != before


def test_its_state_survives_storage_without_pickle(monkeypatch: pytest.MonkeyPatch) -> None:
    taught = Classifier(PROTOTYPES, KEYWORDS).fit(["导出 PDF 的功能什么时候有", "消息一直转圈"], ["feature", "bug"])
    state = taught.to_bytes()
    monkeypatch.setattr(pickle, "loads", lambda *_: pytest.fail("pickle was used"))
    monkeypatch.setattr(pickle, "load", lambda *_: pytest.fail("pickle was used"))
    again = Classifier.from_bytes(state)
    assert again.version == taught.version
    assert again.predict("导出 PDF") == taught.predict("导出 PDF")


def test_its_state_holds_no_text_of_the_corrections() -> None:
    taught = Classifier(PROTOTYPES).fit(["my canary is 13800138000", "消息一直转圈"], ["feature", "bug"])
    assert b"13800138000" not in taught.to_bytes()


def test_its_version_is_that_of_its_content() -> None:
    assert Classifier(PROTOTYPES).version == Classifier(PROTOTYPES).version
    assert Classifier(PROTOTYPES).version != Classifier(PROTOTYPES, KEYWORDS).version


def test_two_labels_work(cold: Classifier) -> None:
    two = Classifier({"yes": ["yes, sure", "可以"], "no": ["no, sorry", "不行"]})
    two.fit(["当然可以", "抱歉不行", "certainly", "I can't"], ["yes", "no", "yes", "no"])
    assert two.predict("可以的")[0][0] == "yes"
    assert two.predict("不行，抱歉")[0][0] == "no"


def test_training_with_another_embedder_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    taught = Classifier(PROTOTYPES).fit(["消息一直转圈"] * 50, ["praise"] * 50)
    state = taught.to_bytes()

    class Other:
        name = "other"

    monkeypatch.setattr(classification, "embedder", Other)
    again = Classifier.from_bytes(state)
    assert again.predict("消息一直转圈") == Classifier(PROTOTYPES).predict("消息一直转圈")


def test_unknown_labels_and_empty_prototypes_are_refused(cold: Classifier) -> None:
    with pytest.raises(ValueError, match="spam"):
        Classifier(PROTOTYPES).fit(["x"], ["spam"])
    with pytest.raises(ValueError, match="two labels"):
        Classifier({"bug": ["x"]})
    with pytest.raises(ValueError, match="examples"):
        Classifier({"bug": ["x"], "praise": []})


@pytest.mark.parametrize(
    "state", [b"", b"PK", b"PK\x03\x04" + b"x" * 50, b"garbage" * 100, pickle.dumps({"weights": 1})]
)
def test_anything_else_is_no_state(state: bytes) -> None:
    with pytest.raises(ValueError, match=r"state of a classifier|allow_pickle|Cannot load"):
        Classifier.from_bytes(state)


def test_keywords_raise_the_odds_of_their_label() -> None:
    plain, with_keywords = Classifier(PROTOTYPES), Classifier(PROTOTYPES, KEYWORDS)
    text = "每次点进来都闪退"
    assert dict(with_keywords.predict(text))["bug"] > dict(plain.predict(text))["bug"]
    with pytest.raises(ValueError, match="spam"):
        Classifier(PROTOTYPES, {"spam": ["刷单"]})
