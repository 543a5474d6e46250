"""How well retrieval does on public sets. Run with -s to see the figures; bounds lie just below what was measured."""

import random
import time

import pytest
from sklearn.metrics import roc_auc_score

from apps.language import Document, Index
from tests.language.public_sets import banking, clinc, recall_and_mrr, some, xquad

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def indexes() -> dict[str, Index]:
    return {
        language: Index(Document(str(place), text) for place, text in enumerate(xquad(language)[0]))
        for language in ("zh", "en")
    }


@pytest.mark.parametrize(
    ("asked_in", "written_in", "recall", "mrr"),
    [("zh", "zh", 0.98, 0.94), ("en", "en", 0.98, 0.95), ("zh", "en", 0.90, 0.79), ("en", "zh", 0.91, 0.79)],
)
def test_the_paragraph_that_answers_is_among_the_first_five(
    indexes: dict[str, Index], asked_in: str, written_in: str, recall: float, mrr: float
) -> None:
    questions = some(xquad(asked_in)[1], 600)
    began = time.perf_counter()
    found_recall, found_mrr = recall_and_mrr(indexes[written_in], questions)
    spent = (time.perf_counter() - began) / len(questions) * 1000
    print(f"\nXQuAD {asked_in}→{written_in}: R@5 {found_recall:.3f} MRR {found_mrr:.3f}, {spent:.1f} ms a question")
    assert found_recall >= recall
    assert found_mrr >= mrr


@pytest.mark.parametrize("asked_in", ["zh", "en"])
def test_a_paragraph_that_exists_in_one_language_only_is_found_among_both(asked_in: str) -> None:
    paragraphs = {language: xquad(language)[0] for language in ("zh", "en")}
    draw = random.Random(0)
    index = Index(Document(str(place), paragraphs[draw.choice(("zh", "en"))][place]) for place in range(240))
    recall, mrr = recall_and_mrr(index, some(xquad(asked_in)[1], 400))
    print(f"\nXQuAD, each paragraph in one language, asked in {asked_in}: R@5 {recall:.3f} MRR {mrr:.3f}")
    assert recall >= 0.91
    assert mrr >= 0.80


def test_it_knows_when_nothing_in_the_index_answers() -> None:
    splits = clinc()
    by_intent: dict[str, list[str]] = {}
    for text, intent in splits["train"]:
        by_intent.setdefault(intent, []).append(text)
    index = Index(Document(intent, text) for intent, texts in by_intent.items() for text in texts[:30])
    asked = some(splits["test"], 700) + some(splits["oos_test"], 300)
    hits = [index.search(text, 1)[0] for text, _ in asked]
    sure = [hit.probability for hit in hits]
    known = [intent != "oos" for _, intent in asked]
    right = [hit.id == intent for hit, (_, intent) in zip(hits, asked, strict=True)]
    auroc = roc_auc_score(known, sure)
    confident = [was_right for was_right, chance in zip(right, sure, strict=True) if chance >= 0.5]
    gap = abs(sum(sure) - sum(right)) / len(sure)
    accuracy = sum(right) / sum(known)
    print(
        f"\nCLINC150, 30 examples an intent: accuracy {accuracy:.3f}, out-of-scope AUROC {auroc:.3f}, above .5:"
        f" {len(confident) / len(sure):.2f} of questions, {sum(confident) / len(confident):.3f} right,"
        f" |mean chance - share right| {gap:.3f}"
    )
    assert auroc >= 0.91
    assert sum(confident) / len(confident) >= 0.80
    assert gap <= 0.08


def test_the_chance_means_what_it_says_on_paragraphs() -> None:
    """On the half of XQuAD that the chance wasn't fitted on, half of whose paragraphs are taken away."""
    for asked_in, written_in in (("zh", "zh"), ("en", "en"), ("zh", "en"), ("en", "zh")):
        paragraphs, _ = xquad(written_in)
        held_out = [place for place in range(len(paragraphs)) if place // 20 % 2]
        index = Index(Document(str(place), paragraphs[place]) for place in held_out[::2])
        questions = some([asked for asked in xquad(asked_in)[1] if asked[1] in set(held_out)], 300)
        hits = [index.search(text, 1)[0] for text, _ in questions]
        right = [hit.id == str(gold) for hit, (_, gold) in zip(hits, questions, strict=True)]
        sure = [hit.probability for hit in hits]
        auroc = roc_auc_score(right, sure)
        gap = abs(sum(sure) - sum(right)) / len(sure)
        print(f"\nXQuAD {asked_in}→{written_in}, half unanswerable: AUROC of right {auroc:.3f}, gap {gap:.3f}")
        assert auroc >= (0.90 if asked_in == written_in else 0.78)
        assert gap <= 0.10


def test_few_examples_of_each_of_77_intents_are_enough_to_route() -> None:
    by_intent: dict[str, list[str]] = {}
    for text, intent in banking("train"):
        by_intent.setdefault(intent, []).append(text)
    index = Index(Document(intent, text) for intent, texts in by_intent.items() for text in texts[:10])
    asked = some(banking("test"), 500)
    accuracy = sum(index.search(text, 1)[0].id == intent for text, intent in asked) / len(asked)
    print(f"\nBANKING77, 10 examples an intent: accuracy {accuracy:.3f}")
    assert accuracy >= 0.65
