"""Everything that knows tokenisers and models, for Chinese, English and both in one sentence.

A plain package: no tables, no requests, nothing of the other apps. The sentence model loads on first use.
`Classifier` comes with scikit-learn (0.6 s, 75 MB), so it is imported when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from apps.language import contacts
from apps.language.answers import answer_score, answers, is_contentless
from apps.language.cleaning import UnusableText, clean
from apps.language.detection import Language, detect
from apps.language.embedding import Embedder, embed, embedder
from apps.language.retrieval import Document, Hit, Index
from apps.language.sentiment import sentiment
from apps.language.similarity import is_near_duplicate, near_duplicate, similarity
from apps.language.terms import Term, TermFinder, find_terms
from apps.language.tokenising import search_matches, search_query, search_tokens, tokens

if TYPE_CHECKING:
    from apps.language.classification import Classifier

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


def __getattr__(name: str) -> Any:
    if name == "Classifier":
        return import_module("apps.language.classification").Classifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
