"""Articles: as they are shipped, and as operators make them."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from apps.education.articles.errors import IncompleteArticle
from apps.education.articles.models import Article
from apps.education.articles.shipped import shipped_articles, shipped_subjects
from apps.education.articles.subjects import Sort, digests_of, subjects

SHIPPED, CONFIRMED = "shipped", "confirmed"
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
    article.seen = digests_of(article.describes)
    article.save()
    return article


@transaction.atomic
def confirm_article(*, article: Article) -> bool:
    """Somebody looked, and it is still right about what it describes; False where nothing of that had changed."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    now = digests_of(article.describes)
    if not article.changes(now):
        return False
    article.seen = now
    article._change_reason = CONFIRMED  # type: ignore[attr-defined]  # how simple-history is told
    article.save(update_fields=["seen"])
    return True


@transaction.atomic
def look_at_shipped() -> None:
    """Once everything is loaded: tells articles that are as shipped what they describe, and what that is like now where
    nobody has looked yet. A page's own release has looked at what it ships about it."""
    known = subjects()
    now = digests_of(known)
    pages = {key for key, subject in known.items() if subject.sort == Sort.PAGE}
    shipped = shipped_subjects()
    for article in Article.objects.select_for_update().filter(slug__in=shipped):
        own = shipped[article.slug]
        if article.fingerprint() == article.seeded_fingerprint:
            described = list(dict.fromkeys([*article.describes, *own]))
            looked_at = pages.union(set(own) - set(article.seen))
        else:
            described, looked_at = article.describes or own, set(own) - set(article.seen)
        seen = article.seen | {key: now[key] for key in described if key in looked_at}
        if (described, seen) != (article.describes, article.seen):
            Article.objects.filter(pk=article.pk).update(describes=described, seen=seen)


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
