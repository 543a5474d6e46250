"""How well triage sorts reports that it has never seen: 72 in English and Chinese, written apart from its examples, and
116 in families, which `manage.py evaluate` measures as an operator would.

The floors lie below what was measured, so that a worse model is noticed and a lucky one isn't required. Severity isn't
the likeliest one: what may be critical counts as such.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from apps.feedback.examples.reports import read_reports
from apps.feedback.tickets.labels import Category
from apps.feedback.topics.evaluations import DUPLICATES
from apps.feedback.triage.evaluations import TRIAGE, calibration_error, macro_f1
from apps.feedback.triage.verdicts import CONFIDENT_FROM, Judgement, judge, language_of
from apps.language import detect
from apps.language.evaluation import evaluate, plain

HELD_OUT = json.loads((Path(__file__).parent / "held_out.json").read_text(encoding="utf-8"))
FLOORS = {"category": 0.8, "severity": 0.72, "area": 0.62}


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, str], Judgement]]:
    return [(row, judge(row["text"])) for row in HELD_OUT]


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


@pytest.mark.parametrize("field", FLOORS)
def test_held_out_reports_are_sorted_right(judged, field, capsys):
    hits = defaultdict(list)
    for row, judgement in judged:
        hits[row["language"]].append(judgement.value(field) == row[field])
    both = share(hits["en"] + hits["zh"])
    with capsys.disabled():
        print(
            f"\n  {field}: {both:.2f} right (en {share(hits['en']):.2f}, zh {share(hits['zh']):.2f}) of {len(judged)}"
        )
    assert both >= FLOORS[field]
    assert min(share(hits["en"]), share(hits["zh"])) >= FLOORS[field] - 0.1


def test_what_is_said_with_confidence_is_mostly_right(judged, capsys):
    sure = [
        verdict.value == row["category"]
        for row, judgement in judged
        for verdict in judgement.verdicts
        if verdict.field == "category" and verdict.confidence >= CONFIDENT_FROM
    ]
    with capsys.disabled():
        print(f"\n  category, where confident: {share(sure):.2f} right, {len(sure)} of {len(judged)}")
    assert share(sure) >= 0.85
    assert len(sure) >= len(judged) * 0.75


def test_the_language_of_every_report_is_told(judged):
    assert all(judgement.value("language") in {row["language"], "und"} for row, judgement in judged)


def test_no_honest_report_is_called_spam(judged):
    honest = [judgement for row, judgement in judged if row["category"] != "invalid"]
    assert [judgement for judgement in honest if judgement.value("spam") == "spam"] == []


UNSEEN = Path(__file__).parent / "unseen_reports.txt"


def rows() -> list[dict[str, object]]:
    """The reports as `manage.py evaluate` reads them."""
    return [
        {
            "text": report.text,
            "group": report.family,
            **report.labels,
            "category": report.labels["category"].removesuffix("_request"),
            "lang": "en" if detect(report.text) == "en" else "zh",
        }
        for report in read_reports(UNSEEN)
    ]


def test_what_may_be_critical_is_hardly_ever_missed_and_the_confidences_are_true(capsys):
    figures = plain(evaluate(TRIAGE, rows())[0])
    with capsys.disabled():
        print("\n ", {key: round(value, 3) for key, value in figures["all"].items()})
    assert figures["all"]["critical_recall"] >= 0.9
    assert figures["all"]["critical_flagged_share"] <= 0.3  # one in seven of these is critical
    assert figures["all"]["category_macro_f1"] >= 0.66
    assert figures["all"]["sentiment_accuracy"] >= 0.72
    assert max(figures["all"]["ece_category"], figures["all"]["ece_severity"]) <= 0.13
    assert abs(figures["zh"]["category_macro_f1"] - figures["en"]["category_macro_f1"]) <= 0.1


def test_reports_of_one_matter_find_each_other_in_both_languages(capsys):
    feedback = [row for row in rows() if row["category"] != Category.INVALID]
    figures = plain(evaluate(DUPLICATES, feedback)[0])
    with capsys.disabled():
        print("\n ", {key: round(value, 3) for key, value in figures["all"].items()})
    assert figures["all"]["recall_at_3"] >= 0.9
    assert figures["all"]["shown_right"] >= 0.7


def test_the_figures_are_counted_as_they_say():
    assert macro_f1([("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)
    assert macro_f1([]) is None
    assert calibration_error([]) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich kann seit gestern keine Nachrichten mehr senden, bitte helft mir.", "und"),
        ("No puedo entrar en mi cuenta desde ayer, ¿qué puedo hacer?", "und"),
        ("Je ne peux pas envoyer mon CV, la page est blanche.", "und"),
        ("メッセージが送信できません。昨日からずっとエラーになります。", "und"),
        ("لا أستطيع إرسال الرسائل منذ الأمس", "und"),
        ("The CV of Maria de la Cruz can't be opened.", "en"),
        ("Ping me.", "en"),
        ("帮我看看这个 offer 的页面", "zh"),
    ],
)
def test_other_languages_are_told_apart(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "This man asks me for 300 yuan before the interview, is that normal?",
        "招聘方让我先刷单再入职，正常吗",
        "A recruiter wants me to chat on WhatsApp and pay a loan for training. Is this a scam?",
    ],
)
def test_what_a_victim_quotes_is_never_junk(text):
    judgement = judge(text)
    assert judgement.value("category") != "invalid"
    assert judgement.value("spam") == "clear"
    assert judgement.value("severity") == "critical"
    assert judgement.needs_person
