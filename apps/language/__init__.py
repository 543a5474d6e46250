"""Everything that knows tokenisers and models, for Chinese, English and both in one sentence.

A plain package: no tables, no requests, nothing of the other apps. The sentence model loads on first use.
`Classifier` comes with scikit-learn (0.6 s, 75 MB) and `Index` with scipy, so they are imported when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from apps.language import contacts
from apps.language.answers import answer_score, answers
from apps.language.cleaning import UnusableText, clean
from apps.language.contentless import is_contentless
from apps.language.detection import Language, detect
from apps.language.embedding import Embedder, embed, embedder
from apps.language.sentiment import sentiment
from apps.language.similarity import is_near_duplicate, near_duplicate, similarity
from apps.language.terms import Term, TermFinder, find_terms
from apps.language.tokenising import search_matches, search_query, search_tokens, tokens

if TYPE_CHECKING:
    from apps.language.classification import Classifier
    from apps.language.retrieval import Document, Hit, Index

__all__ = [
    "Classifier",
    "Document",
    "Embedder",
    "Hit",
    "Index",
    "Language",
    "Term",
    "TermFinder",
    "UnusableText",
    "answer_score",
    "answers",
    "clean",
    "contacts",
    "detect",
    "embed",
    "embedder",
    "find_terms",
    "is_contentless",
    "is_near_duplicate",
    "near_duplicate",
    "search_matches",
    "search_query",
    "search_tokens",
    "sentiment",
    "similarity",
    "tokens",
]


_LATE = {
    "Classifier": "apps.language.classification",
    "Document": "apps.language.retrieval",
    "Hit": "apps.language.retrieval",
    "Index": "apps.language.retrieval",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
