"""How often the rules are right on real text. Run with -s to see the figures."""

import random

import pytest
from sklearn.metrics import f1_score

from apps.language import Classifier, answers, contacts, detect, is_contentless, is_near_duplicate
from tests.language.public_sets import banking, crosswoz, share, short_messages, some, xquad

pytestmark = pytest.mark.shared_data


def test_languages_are_told_apart() -> None:
    for language in ("zh", "en"):
        paragraphs, questions = xquad(language)
        right = share(
            [*paragraphs, *(text for text, _ in questions)], lambda text, language=language: detect(text) == language
        )
        print(f"\nXQuAD {language}: language right {right:.3f}")
        assert right >= 0.97


def test_real_messages_are_rarely_called_contentless() -> None:
    asked, said = zip(*crosswoz(), strict=True)
    requests = [text for text in asked if "？" in text or "?" in text]
    ham, spam = short_messages()
    figures = {
        "CrossWOZ questions": share(requests, is_contentless),
        "CrossWOZ answers": share(said, is_contentless),
        "SMS ham": share(ham, is_contentless),
        "SMS spam": share(spam, is_contentless),
    }
    print("\ncontentless:", {name: round(figure, 4) for name, figure in figures.items()})
    assert figures["CrossWOZ questions"] == 0
    assert figures["CrossWOZ answers"] <= 0.12  # "不客气，祝您生活愉快"
    assert figures["SMS ham"] <= 0.01
    assert figures["SMS spam"] <= 0.001


def test_answers_of_a_dialogue_respond_and_thanks_do_not() -> None:
    asked = [(question, answer) for question, answer in crosswoz() if "？" in question or "?" in question]
    responds = share(asked, lambda pair: answers(*pair))
    noise = ["好的，谢谢！", "收到", "OK", "👍", "晚点回复你"]
    draw = random.Random(0)
    passed = share(some(asked, 500), lambda pair: answers(pair[0], draw.choice(noise)))
    stray = share(some(asked, 500), lambda pair: answers(pair[0], draw.choice(asked)[1]))
    print(f"\nCrossWOZ: true answers {responds:.3f}, noise {passed:.3f}, answers to other questions {stray:.3f}")
    assert responds >= 0.95
    assert passed == 0


def test_ordinary_messages_hold_no_contact() -> None:
    asked, said = zip(*crosswoz(), strict=True)
    ham, spam = short_messages()
    figures = {
        "CrossWOZ users": share(asked, lambda text: bool(contacts.find(text))),
        "CrossWOZ answers without 电话": share(
            [text for text in said if "电话" not in text and "010" not in text], lambda text: bool(contacts.find(text))
        ),
        "SMS ham": share(ham, lambda text: bool(contacts.find(text))),
        "SMS spam": share(spam, lambda text: bool(contacts.find(text))),
    }
    print("\ncontact found:", {name: round(figure, 4) for name, figure in figures.items()})
    assert figures["CrossWOZ users"] <= 0.002
    assert figures["CrossWOZ answers without 电话"] <= 0.002
    assert figures["SMS ham"] <= 0.006
    assert figures["SMS spam"] >= 0.55


def test_different_people_are_not_taken_for_copyists_but_edited_copies_are() -> None:
    draw = random.Random(0)
    chinese = [text for pair in crosswoz() for text in pair]
    english, _ = short_messages()
    for name, texts in (("CrossWOZ", chinese), ("SMS ham", english)):
        pairs = [(draw.choice(texts), draw.choice(texts)) for _ in range(5000)]
        false_alarms = share([pair for pair in pairs if pair[0] != pair[1]], lambda pair: is_near_duplicate(*pair))
        originals = [text for text in some(texts, 1500) if len(text) >= (15 if name == "CrossWOZ" else 60)]
        caught = share(originals, lambda text: is_near_duplicate(text, edited(text, draw)))
        print(f"\n{name}: strangers called copies {false_alarms:.4f}, edited copies caught {caught:.3f}")
        assert false_alarms <= 0.005
        assert caught >= 0.92


def edited(text: str, draw: random.Random) -> str:
    """A farmer's edit: a greeting in front, a tenth of the characters changed, punctuation and an emoji added."""
    changed = [draw.choice("的了在有a1") if draw.random() < 0.1 else character for character in text]
    return "你好！" + "".join(changed) + "~😀"


def test_a_trained_classifier_beats_its_examples() -> None:
    intents = sorted({intent for _, intent in banking("train")})[:12]
    train = [(text, intent) for text, intent in banking("train") if intent in intents]
    test = [(text, intent) for text, intent in banking("test") if intent in intents]
    first = {intent: [text for text, of in train if of == intent][:3] for intent in intents}
    truth = [intent for _, intent in test]
    cold = Classifier(first)
    before = f1_score(truth, [found[0][0] for found in cold.predict_many([t for t, _ in test])], average="macro")
    corrected = some(train, 600)
    cold.fit([text for text, _ in corrected], [intent for _, intent in corrected])
    after = f1_score(truth, [found[0][0] for found in cold.predict_many([t for t, _ in test])], average="macro")
    print(f"\nBANKING77, 12 intents: macro-F1 {before:.3f} from 3 examples each, {after:.3f} after 600 corrections")
    assert before >= 0.70
    assert after >= max(before, 0.90)
