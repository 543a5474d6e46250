"""Answers from the articles, and only from them: the part of an article that fits a question, quoted with its source.

What is found in is built when the first question comes, and anew after an article changed; each process has its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from django.utils.safestring import SafeString

from apps.accounts.models import User
from apps.education.articles.markdown import Part, parts, plain, render
from apps.education.articles.models import TONGUES, Article, Tongue, other_tongue
from apps.education.articles.shipped import questions_beside
from apps.education.assistant.finding import OF_PARTS, Found, Shelf
from apps.education.assistant.vectors import vectors_of
from apps.kept import KeptFromRows
from apps.language import detect, embed, is_contentless
from apps.language.embedding import Vectors
from apps.language.passages import passages

KNOWN = 0.55
"""Chance of being right from which an article is shown as the answer. Of 471 questions that nothing was learnt from and
an article answers, 76 in a hundred reach it; nine of ten answers are right, with those to what no article answers."""

ASKS_BACK_FIRST, ASKS_BACK_SECOND = 0.2, 0.05
"""Chances of the two nearest articles from which the help asks which of them is meant, where it doesn't know. On
questions that nothing was learnt from, it asked back in 94 of 111 that it had left open; in 77 one of the two was
right. Of 142 that no article answers, it asked back in ten."""

MUCH_CLOSER = 0.14
"""So much nearer (cosine) than to any part of it a question must be to an article's title for the opening to be its
answer. With less, questions about one part got the opening too."""

NEAREST = 2
MAX_QUOTED = 900
"""Characters of a part that are quoted; a longer one ends after its last whole block before that."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article in one language, as Markdown; `part` is 0 for what stands before the first heading."""

    article: Article
    tongue: Tongue
    part: int
    heading: str
    source: str
    is_cut: bool
    siblings: tuple[tuple[str, str], ...] = ()
    """(address, heading) of the article's other parts."""

    @property
    def title(self) -> str:
        return self.article.text("title", self.tongue)

    @property
    def html(self) -> SafeString:
        return render(self.source)

    @property
    def text(self) -> str:
        return plain(self.source)

    @property
    def url(self) -> str:
        return self.article.get_absolute_url() + (f"#part-{self.part}" if self.part else "")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in a language model's words, and those of the passage that it is from."""

    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`passage` comes from the likeliest article, None if there is no article at all or nothing was asked.
    It answers the question with `probability`, 0–1; where that is below `KNOWN` it isn't to be shown as an answer.
    `others` are the next articles, nearest first; the first of them has the chance `second`. What the asker chose of
    two is known. `follows` is the question before, where this one was understood together with it. `told` is the
    passage in a language model's words, where there is one; empty otherwise."""

    tongue: Tongue
    probability: float
    passage: Passage | None
    others: list[Article] = field(default_factory=list)
    second: float = 0.0
    is_chosen: bool = False
    follows: str = ""
    told: tuple[Told, ...] = ()

    @property
    def words(self) -> str:
        """What the asker reads as the answer; nothing where it isn't known."""
        if self.passage is None or not self.is_known:
            return ""
        return "\n".join(one.text for one in self.told) or self.passage.text

    @property
    def is_known(self) -> bool:
        return self.passage is not None and (self.is_chosen or self.probability >= KNOWN)

    @property
    def choices(self) -> list[Article]:
        """The two articles of which the asker may say which is meant; none where it is known, or too unlike both."""
        is_near = self.probability >= ASKS_BACK_FIRST and self.second >= ASKS_BACK_SECOND
        return self.nearest if is_near and not self.is_known and len(self.nearest) > 1 else []

    @property
    def nearest(self) -> list[Article]:
        """What a person may look at when the answer isn't known."""
        first = [self.passage.article] if self.passage else []
        return (first + self.others)[:NEAREST]


class Library:
    """The published articles, ready to be asked. Immutable but for what it keeps of its own work."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {article.slug: article for article in articles}
        texts = {slug: texts_of(article) for slug, article in self._articles.items()}
        asked = {slug: article.asked() for slug, article in self._articles.items()}
        lots = [
            [text for own in texts.values() for text in own],
            [text for own in asked.values() for text in own],
            questions_beside(),
        ]
        vectors = vectors_of([text for lot in lots for text in lot])
        of_texts, of_asked, of_beside = np.split(vectors, np.cumsum([len(lot) for lot in lots])[:-1])
        for_operators = {slug for slug, one in self._articles.items() if one.audience not in Article.MEMBERS}
        self._shelf = Shelf(
            texts,
            of_texts,
            asked=asked,
            asked_vectors=of_asked,
            beside_vectors=of_beside,
            favoured=for_operators,
        )
        self._titles: dict[str, tuple[Vectors, Vectors | None]] = {}
        self._parts: dict[tuple[str, Tongue], tuple[dict[str, Part], Shelf]] = {}

    def answer(self, question: str, *, audience: str | None, fallback: Tongue) -> Answer:
        """`audience` is candidate, recruiter, or None for articles for anybody; `fallback` is the language of the
        answer where the question is in neither or in both."""
        tongue = tongue_of_text(question, fallback)
        if is_contentless(question):
            return Answer(tongue, 0.0, None)
        vector = embed([question])[0]
        found = self._shelf.find(question, vector, among=self._for(audience))
        if audience and not _is_sure(found):
            # Written for others, but what they ask; what is written for them stays beside it.
            everything = self._shelf.find(question, vector)
            found = [everything[0], *found] if _is_sure(everything) else found
        if not found:
            return Answer(tongue, 0.0, None)
        others = [self._articles[other.slug] for other in found[1 : 1 + NEAREST]]
        second = found[1].probability if len(found) > 1 else 0.0
        return Answer(tongue, found[0].probability, self._passage(found[0], question, vector, tongue), others, second)

    def answer_from(self, slug: str, question: str, *, fallback: Tongue) -> Answer:
        """What this article says to the question, as the asker chose it. Raises KeyError where it isn't there."""
        self._articles[slug]
        tongue, vector = tongue_of_text(question, fallback), embed([question])[0]
        found = self._shelf.find(question, vector, among={slug})[0]
        return Answer(tongue, found.probability, self._passage(found, question, vector, tongue), is_chosen=True)

    def _for(self, audience: str | None) -> set[str] | None:
        if audience is None:
            return None
        wanted = {Article.Audience.EVERYONE, audience}
        return {slug for slug, article in self._articles.items() if article.audience in wanted}

    def _passage(self, found: Found, question: str, vector: Vectors, tongue: Tongue) -> Passage:
        article = self._articles[found.slug]
        own, shelf = self._parts_of(article, tongue)
        if not own:
            return Passage(article, tongue, 0, "", article.text("summary", tongue), is_cut=True)
        body = "\n".join(article.text("body", tongue).splitlines())  # as its parts were taken from it
        quoted = _opening(list(own.values()), body) if self._asks_for_all(article, vector) else []
        quoted = quoted or [own[shelf.find(question, vector)[0].slug]]
        whole = _words_of(quoted, body)
        source = _beginning(whole)
        base = article.get_absolute_url()
        siblings = tuple(
            (f"{base}#{other.anchor}", other.heading) for other in own.values() if other.heading and other not in quoted
        )
        first = quoted[0]
        return Passage(article, tongue, first.number, first.heading, source, source != whole, siblings)

    def _asks_for_all(self, article: Article, vector: Vectors) -> bool:
        """Whether a question is the article's title in other words, rather than about something in it: "how do points
        work?" is answered by how the article opens."""
        if article.slug not in self._titles:
            titles = [getattr(article, f"title_{tongue}") for tongue in TONGUES]
            inside = [
                text
                for tongue in TONGUES
                for part in parts(article.text("body", tongue))
                if part.heading
                for text in (part.heading, f"{part.heading}\n{part.text}")
            ]
            self._titles[article.slug] = embed(titles), embed(inside) if inside else None
        heads, inner = self._titles[article.slug]
        closest = float((inner @ vector).max()) if inner is not None else 0.0
        return float((heads @ vector).max()) > closest + MUCH_CLOSER

    def _parts_of(self, article: Article, tongue: Tongue) -> tuple[dict[str, Part], Shelf]:
        """Parts by number, found by their words in both languages where both have the same parts."""
        key = (article.slug, tongue)
        if key not in self._parts:
            own = {str(part.number): part for part in parts(article.text("body", tongue)) if part.text}
            texts = {number: _texts_of_part(part) for number, part in own.items()}
            other = {str(part.number): part for part in parts(article.text("body", other_tongue(tongue))) if part.text}
            if other.keys() == own.keys():
                texts = {number: texts[number] + _texts_of_part(other[number]) for number in own}
            vectors = embed([text for one in texts.values() for text in one])
            self._parts[key] = own, Shelf(texts, vectors, weights=OF_PARTS)
        return self._parts[key]


def _is_sure(found: list[Found]) -> bool:
    return bool(found) and found[0].probability >= KNOWN


def texts_of(article: Article) -> list[str]:
    """Everything that speaks for an article, in both languages: from its title down to single sentences."""
    texts: list[str] = []
    for tongue in TONGUES:
        keywords = getattr(article, f"keywords_{tongue}").replace("，", ",").split(",")
        texts += [getattr(article, f"title_{tongue}"), getattr(article, f"summary_{tongue}"), *keywords]
        for part in parts(getattr(article, f"body_{tongue}")):
            texts += _texts_of_part(part)
    return [text.strip() for text in texts if text.strip()]


def _opening(own: list[Part], body: str) -> list[Part]:
    """What stands first in an article, and the next part with it where both fit into a quotation."""
    return own[:2] if len(_words_of(own[:2], body)) <= MAX_QUOTED else own[:1]


def _words_of(quoted: list[Part], body: str) -> str:
    """Parts that follow each other, with the headings between them, word for word."""
    end = body.index(quoted[-1].source) + len(quoted[-1].source)
    return body[body.index(quoted[0].source) : end]


def _texts_of_part(part: Part) -> list[str]:
    texts = [part.heading, f"{part.heading}\n{part.text}", *passages(part.text)]
    return [text.strip() for text in texts if text.strip()]


def tongue_of_text(text: str, fallback: Tongue) -> Tongue:
    found = detect(text)
    return found if found in TONGUES else fallback


def _beginning(source: str) -> str:
    if len(source) <= MAX_QUOTED:
        return source
    blocks = source[:MAX_QUOTED].split("\n\n")
    if len(blocks) > 1:
        return "\n\n".join(blocks[:-1])
    whole_lines = source[:MAX_QUOTED].rpartition("\n")[0]
    return whole_lines or source[:MAX_QUOTED].rpartition(" ")[0] or source[:MAX_QUOTED]


_for_members = KeptFromRows(lambda: Article.objects.asked_by(None), Library)
_for_operators = KeptFromRows(Article.objects.published, Library)


def library(person: User | None) -> Library:
    """The process's library for members, or for operators, built now if none is there or an article has changed: a
    second or two, and some more where what the texts mean isn't on disk yet."""
    return _for_operators() if person and person.is_staff else _for_members()


def ask(question: str, *, person: User | None, fallback: Tongue) -> Answer:
    """What the articles say. It writes nothing."""
    audience = person.role if person and (person.is_candidate or person.is_recruiter) else None
    return library(person).answer(question, audience=audience, fallback=fallback)
