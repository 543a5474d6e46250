"""How often the help finds the right article, says that it doesn't know, and quotes the right part."""

from collections.abc import Sequence
from typing import Any

from apps.education.articles.models import Article
from apps.education.assistant.answering import Answer, library
from apps.language.evaluation import Evaluation, Figures, Row, register


def _predict(rows: Sequence[Row]) -> list[dict[str, Any]]:
    books = library(None)
    return [_said(books.answer(row["text"], audience=None, fallback="en")) for row in rows]


def _said(answer: Answer) -> dict[str, Any]:
    passage = answer.passage
    return {
        "article": passage.article.slug if passage else None,
        "part": passage.part if passage else None,
        "heading": passage.heading if passage else None,
        "answered": answer.is_known,
        "probability": round(answer.probability, 3),
        "others": [article.slug for article in answer.others],
    }


def articles_of(row: Row) -> list[str]:
    """Those that answer a row's topic: by the map of topics, else the article of that address, if there is one."""
    known: list[str] = row.get("articles", [row["topic"]])
    return known


def _measure(judged: Sequence[tuple[Row, dict[str, Any]]]) -> Figures:
    published = _published()
    inside = [(row, said) for row, said in judged if row["in_scope"]]
    written = [(row, said) for row, said in inside if published & set(articles_of(row))]
    answered = [(row, said) for row, said in judged if said["answered"]]
    outside = [said for row, said in judged if not row["in_scope"]]
    return {
        "first": (sum(_is_right(row, said) for row, said in written), len(written)),
        "answered": (sum(said["answered"] for _row, said in inside), len(inside)),
        "answered_right": (sum(said["answered"] and _is_right(row, said) for row, said in written), len(written)),
        "precision": (sum(row["in_scope"] and _is_right(row, said) for row, said in answered), len(answered)),
        "handed_over": (sum(not said["answered"] for said in outside), len(outside)),
    }


def _detail(judged: Sequence[tuple[Row, dict[str, Any]]]) -> Figures:
    published, inside = _published(), [(row, said) for row, said in judged if row["in_scope"]]
    written = [(row, said) for row, said in inside if published & set(articles_of(row))]
    missing = [said for row, said in inside if not published & set(articles_of(row))]
    parts = [(row, said) for row, said in written if "parts" in row and _is_right(row, said)]
    return {
        "no_article_handed_over": (sum(not said["answered"] for said in missing), len(missing)),
        "among_three": (
            sum(bool({said["article"], *said["others"]} & set(articles_of(row))) for row, said in written),
            len(written),
        ),
        "right_part": (sum(said["part"] in row["parts"] for row, said in parts), len(parts)),
    }


def _published() -> set[str]:
    return set(Article.objects.asked_by(None).values_list("slug", flat=True))


def _is_right(row: Row, said: dict[str, Any]) -> bool:
    return said["article"] in articles_of(row)


ASSISTANT = register(
    Evaluation(
        name="assistant",
        help='does the help answer rightly; a row: {"text": "…", "topic": "…", "in_scope": true, "lang": "zh"}, with '
        "--topics MAP.json = {topic: [addresses of the articles that answer it]}; without it a topic is an address. "
        "first, answered_right: of questions that an article answers; answered: of those in scope; precision: of all "
        'answers; handed_over: of those out of scope. A row may name the right parts of the article: "parts": [0, 2]',
        needs={"text": str, "lang": str, "topic": str, "in_scope": bool},
        predict=_predict,
        measure=_measure,
        detail=_detail,
    )
)
