from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class ArticleRead(Event, kind="education.article_read"):
    """A signed-in person read an article to its end; once for each article and person."""

    article: int
    person: int

    @property
    def subject(self) -> str:
        return f"person:{self.person}"
