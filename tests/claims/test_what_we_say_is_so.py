"""What the product says of itself is proven: by a test of the name beside it, or by a setting."""

import ast
import hashlib
from pathlib import Path

import pytest
from django.conf import settings

from apps.accounts.content import FOLDER
from apps.education.articles.shipped import shipped_articles
from apps.notifications.deciding.registry import all_kinds
from tests.claims.articles import ARTICLES
from tests.claims.legal import LEGAL
from tests.claims.notices import NOTICES
from tests.claims.readme import README
from tests.machine import BASE_DIR

TESTS = Path(__file__).parents[1]
SHIPPED = shipped_articles()


def digest_of(words: dict[str, str]) -> str:
    """Of everything that an article says, in both languages."""
    said = "\x1f".join(words[f"{name}_{tongue}"] for name in ("title", "summary", "body") for tongue in ("en", "zh"))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def names_of_tests() -> set[str]:
    names: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return names


@pytest.fixture(scope="module")
def proofs() -> set[str]:
    return names_of_tests()


def is_proven(proof: str, proofs: set[str]) -> bool:
    if proof.startswith("settings."):
        return hasattr(settings, proof.removeprefix("settings."))
    return f"test_{proof}" in proofs


def test_every_article_has_its_claims():
    assert ARTICLES.keys() == SHIPPED.keys()


@pytest.mark.parametrize("slug", SHIPPED)
def test_an_article_says_what_its_claims_prove(slug, proofs):
    digest, claims = ARTICLES[slug]
    body = SHIPPED[slug]["body_en"]
    assert not [claim for claim in claims if claim not in body], "claims that the article doesn't make any more"
    assert not [proof for proof in claims.values() if not is_proven(proof, proofs)], "proofs that don't exist"
    assert digest == digest_of(SHIPPED[slug]), (
        f"{slug} has changed: read it and its claims in tests/claims/articles.py again, in both languages, "
        f"then set its digest to {digest_of(SHIPPED[slug])}"
    )


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_a_notice_says_what_is_proven(kind, proofs):
    assert kind.key in NOTICES, f"say in tests/claims/notices.py what proves the words of {kind.key}"
    words, proof = NOTICES[kind.key]
    assert words == str(kind.body), "the notice has changed: read it again, and what proves it"
    assert is_proven(proof, proofs), proof


def test_no_notice_is_left_over():
    assert NOTICES.keys() <= {kind.key for kind in all_kinds()}


@pytest.mark.parametrize("kind", LEGAL)
def test_a_legal_text_says_what_is_proven(kind, proofs):
    text = (FOLDER / f"{kind}.en.txt").read_text("utf-8")
    assert not [claim for claim in LEGAL[kind] if claim not in text]
    assert not [proof for proof in LEGAL[kind].values() if not is_proven(proof, proofs)]


@pytest.mark.parametrize("section", README)
def test_the_readme_says_what_is_proven(section, proofs):
    text = (BASE_DIR / "README.md").read_text("utf-8").partition(f"## {section}\n")[2].partition("\n## ")[0]
    assert not [claim for claim in README[section] if claim not in text]
    assert not [proof for proof in README[section].values() if not is_proven(proof, proofs)]
