"""The help in the search of everything."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.search.registry import Found, Results, Source, Wanted, offset_in, paged, register
from apps.chat.search.snippets import snippet
from apps.education.articles.models import TONGUES, WORDS, Article, Tongue, tongue_of
from apps.education.articles.spelling import corrected
from apps.language.searching import Sought, sought, words_of

MOST_KEPT = 1_000


def find_articles(person: User, wanted: Wanted) -> Results:
    """Published ones for the reader that hold every word in one language, those first that have them in the title;
    where none does, what was meant by words that nobody wrote."""
    if not wanted.sought:
        return Results()
    tongue = tongue_of(get_language())
    everything = list(Article.objects.for_reader(person))
    articles = [one for one in everything if _holds(one, wanted.sought)]
    if not articles and (meant := corrected(wanted.query)):
        wanted = wanted._replace(sought=sought(meant))
        articles = [one for one in everything if _holds(one, wanted.sought)]
    articles.sort(key=lambda one: not wanted.sought.is_in(one.title_en) and not wanted.sought.is_in(one.title_zh))
    offset = offset_in(wanted.after)
    return paged([_found(one, wanted, tongue) for one in articles[offset : offset + wanted.limit + 1]], wanted)


def _found(article: Article, wanted: Wanted, tongue: Tongue) -> Found:
    summary = article.text("summary", tongue)
    return Found(
        kind="article",
        id=article.slug,
        title=article.text("title", tongue),
        about=str(article.get_category_display()),
        url=article.get_absolute_url(),
        pieces=snippet(summary, wanted.sought.spans(summary)) if summary else (),
    )


def _holds(article: Article, sought: Sought) -> bool:
    return any(_has(_text(article, tongue), sought) for tongue in TONGUES)


def _has(text: str, sought: Sought) -> bool:
    """By its words, which are kept; longer runs of Chinese are read, as their pairs may stand in another order."""
    return set(sought.words) <= _words(text) and (all(len(run) <= 2 for run in sought.runs) or sought.is_in(text))


def _text(article: Article, tongue: Tongue) -> str:
    return "\n".join(getattr(article, f"{name}_{tongue}") for name in WORDS)


@lru_cache(maxsize=MOST_KEPT)
def _words(text: str) -> frozenset[str]:
    return frozenset(words_of(text))


register(Source("articles", _("Help"), "life-buoy", 30, find_articles))
