"""Articles: as they are shipped, and as operators make them."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from apps.education.articles.errors import IncompleteArticle
from apps.education.articles.models import Article
from apps.education.articles.shipped import shipped_articles

SHIPPED = "shipped"
_STEP = 10


@transaction.atomic
def load_articles() -> int:
    """Brings the shipped articles in: new ones are published, those that nobody edited get the words of this release.

    What operators changed, unpublished or deleted stays as they left it. Returns how many were written.
    """
    shipped = shipped_articles()
    known = {article.slug: article for article in Article.objects.select_for_update().filter(slug__in=shipped)}
    deleted = set(Article.history.filter(history_type="-").values_list("slug", flat=True))
    new = []
    changed = 0
    for place, (slug, words) in enumerate(shipped.items(), start=1):
        article = known.get(slug)
        if article is not None:
            changed += _renew(article, words)
        elif slug not in deleted:
            article = Article(slug=slug, is_published=True, position=place * _STEP, **words)
            article.seeded_fingerprint = article.fingerprint()
            new.append(article)
    bulk_create_with_history(new, Article, default_change_reason=SHIPPED)
    return len(new) + changed


def _renew(article: Article, words: dict[str, str]) -> bool:
    is_as_shipped = article.fingerprint() == article.seeded_fingerprint
    if not is_as_shipped or all(getattr(article, name) == value for name, value in words.items()):
        return False
    for name, value in words.items():
        setattr(article, name, value)
    article.seeded_fingerprint = article.fingerprint()
    article.version += 1
    article._change_reason = SHIPPED  # type: ignore[attr-defined]  # how simple-history is told
    article.save()
    return True


@transaction.atomic
def save_article(*, article: Article) -> Article:
    """Stores what an operator wrote; the version grows when the words have changed."""
    before = Article.objects.select_for_update().filter(pk=article.pk).first()
    if before is not None and before.fingerprint() != article.fingerprint():
        article.version = before.version + 1
    article.save()
    return article


@transaction.atomic
def publish_article(*, article: Article) -> bool:
    """Shows it to readers; False if it was shown already. Raises IncompleteArticle."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.is_published:
        return False
    if article.missing_words():
        raise IncompleteArticle
    article.is_published = True
    article.save()
    return True


@transaction.atomic
def unpublish_article(*, article: Article) -> bool:
    """Takes it from readers and from the help's answers; False if it wasn't shown."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.is_published:
        return False
    article.is_published = False
    article.save()
    return True
