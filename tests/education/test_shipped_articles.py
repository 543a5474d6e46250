import re

import pytest
from django.urls import resolve

from apps.education.articles import services as service
from apps.education.articles.markdown import parts
from apps.education.articles.services import load_articles, save_article
from apps.education.articles.shipped import read_article, shipped_articles
from apps.education.models import Article

LINK = re.compile(r"\]\((/[^)#]*)")


@pytest.fixture
def article(db: None) -> Article:
    return Article.objects.get(slug="levels")


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release in which the article on levels has other words."""
    shipped = shipped_articles()
    shipped["levels"] = shipped["levels"] | {"summary_en": "New words."}
    monkeypatch.setattr(service, "shipped_articles", lambda: shipped)


def test_migrating_brings_them_in(db: None) -> None:
    assert Article.objects.published().count() == len(shipped_articles()) > 30
    assert Article.history.count() == len(shipped_articles())


def test_each_is_whole_in_both_languages(db: None) -> None:
    for article in Article.objects.all():
        article.full_clean()
        english, chinese = parts(article.body_en), parts(article.body_zh)
        assert [part.number for part in english] == [part.number for part in chinese], article.slug
        assert len(english) >= 3, article.slug
        assert LINK.findall(article.body_en) == LINK.findall(article.body_zh), article.slug


def test_their_links_to_each_other_lead_somewhere(db: None) -> None:
    slugs = set(Article.objects.values_list("slug", flat=True))
    for article in Article.objects.all():
        for path in LINK.findall(article.body_en):
            if path.startswith("/help/") and resolve(path).url_name == "article":
                assert path.removeprefix("/help/").strip("/") in slugs, article.slug


def test_loading_again_changes_nothing(article: Article) -> None:
    assert load_articles() == 0
    assert Article.history.count() == len(shipped_articles())


@pytest.mark.usefixtures("next_release")
def test_a_release_brings_better_words_to_what_nobody_edited(article: Article) -> None:
    assert load_articles() == 1
    article.refresh_from_db()
    assert (article.summary_en, article.version) == ("New words.", 2)
    assert load_articles() == 0


@pytest.mark.usefixtures("next_release")
def test_an_operators_words_stay(article: Article) -> None:
    article.title_en = "Our levels"
    save_article(article=article)
    assert load_articles() == 0
    article.refresh_from_db()
    assert (article.title_en, article.version) == ("Our levels", 2)
    assert article.summary_en != "New words."


@pytest.mark.usefixtures("next_release")
def test_what_an_operator_took_offline_stays_offline(article: Article) -> None:
    article.is_published = False
    article.save()
    load_articles()
    article.refresh_from_db()
    assert not article.is_published


def test_what_an_operator_deleted_stays_deleted(article: Article) -> None:
    article.delete()
    assert load_articles() == 0
    assert not Article.objects.filter(slug="levels").exists()


def test_an_operators_article_of_the_same_address_is_theirs(article: Article) -> None:
    Article.objects.filter(slug="levels").update(seeded_fingerprint="", title_en="Mine")
    assert load_articles() == 0
    article.refresh_from_db()
    assert article.title_en == "Mine"


@pytest.mark.parametrize("text", ["", "no head", "---\ntitle_en: x\n---\n## en\na\n## zh\nb"])
def test_a_file_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"article|missing"):
        read_article(text)
