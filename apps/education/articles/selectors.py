from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.education.articles.markdown import parts, render
from apps.education.articles.models import TONGUES, WORDS, Article, ArticleVote, Tongue
from apps.education.articles.spelling import corrected
from apps.education.articles.subjects import digests_of
from apps.errors import NotFound
from apps.language import search_matches, search_query

RELATED = 3


MAX_SEARCH = 200


def outdated() -> list[int]:
    """Ids of articles of which something that they describe has changed since somebody looked."""
    describing = Article.objects.exclude(describes=[]).only("describes", "seen")
    articles = list(describing)
    now = digests_of({key for article in articles for key in article.describes})
    return [article.pk for article in articles if article.changes(now)]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The articles of one category, in their order."""

    key: str
    name: str
    articles: list[Article]


def chapters(person: User | None) -> list[Chapter]:
    """The help as a reader finds it, without empty categories."""
    articles = list(Article.objects.for_reader(person).defer("body_en", "body_zh"))
    found = [
        Chapter(str(category.value), str(category.label), [one for one in articles if one.category == category])
        for category in Article.Category
    ]
    return [chapter for chapter in found if chapter.articles]


def article_for(slug: str, person: User | None) -> Article:
    """One that this person may read, for whomever of them it is written. Raises NotFound."""
    article = Article.objects.readable_by(person).filter(slug=slug).first()
    if article is None:
        raise NotFound
    return article


def search(query: str, articles: QuerySet[Article], *, corrects: bool = True) -> QuerySet[Article]:
    """Those of the articles that hold every word of the query in one language: Chinese as part of the text, English as
    whole words; where none does, with `corrects`, those that hold what was meant by words that nobody wrote. A query
    without words finds none."""
    query = query[:MAX_SEARCH].replace("\x00", "")
    if not search_query(query):
        return articles.none()
    found = _holding(query, articles)
    if not found and corrects and (meant := corrected(query)):
        found = _holding(meant, articles)
    return articles.filter(pk__in=found)


def _holding(query: str, articles: QuerySet[Article]) -> list[int]:
    maybe = articles.filter(Q(*(_may_hold(part) for part in query.split())))
    return [article.pk for article in maybe if _holds(article, query)]


def _may_hold(part: str) -> Q:
    """What the database can rule out; folded letters (full width, accents) it can't, so those pass."""
    if not part.isascii() or not part.isalnum():
        return Q()
    anywhere = Q()
    for name in WORDS:
        for tongue in TONGUES:
            anywhere |= Q(**{f"{name}_{tongue}__icontains": part})
    return anywhere


def _holds(article: Article, query: str) -> bool:
    return any(
        search_matches("\n".join(getattr(article, f"{name}_{tongue}") for name in WORDS), query) for tongue in TONGUES
    )


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it is read: safe HTML, its headings as (anchor, words), and where to go from it."""

    article: Article
    tongue: Tongue
    title: str
    summary: str
    html: str
    headings: list[tuple[str, str]]
    related: list[Article]
    next: Article | None


def page(article: Article, *, person: User | None, tongue: Tongue) -> Page:
    body = article.text("body", tongue)
    others = list(Article.objects.for_reader(person).exclude(pk=article.pk).defer("body_en", "body_zh"))
    following = [one for one in others if (one.position, one.slug) > (article.position, article.slug)]
    after = following[0] if following else None
    return Page(
        article=article,
        tongue=tongue,
        title=article.text("title", tongue),
        summary=article.text("summary", tongue),
        html=render(body),
        headings=[(part.anchor, part.heading) for part in parts(body) if part.heading],
        related=[one for one in _related(article, others) if after is None or one.pk != after.pk][:RELATED],
        next=after,
    )


def _related(article: Article, others: list[Article]) -> list[Article]:
    """Those it links to, then the rest of its category."""
    linked = [one for one in others if f"/help/{one.slug}/" in article.body_en + article.body_zh]
    return linked + [one for one in others if one.category == article.category and one not in linked]


def vote_of(article: Article, person: User | None) -> ArticleVote | None:
    return ArticleVote.objects.filter(article=article, person=person).first() if person else None
