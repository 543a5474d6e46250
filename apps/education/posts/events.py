from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class PostSolved(Event, kind="education.post_solved"):
    """The asker accepted an answer: it solved their question, in public."""

    post: int
    answer: int
    asker: int
    answerer: int

    @property
    def subject(self) -> str:
        return f"post:{self.post}"


@dataclass(frozen=True)
class PostFeatured(Event, kind="education.post_featured"):
    """A moderator recommended somebody's post, or an answer."""

    post: int
    author: int
    by: int

    @property
    def subject(self) -> str:
        return f"post:{self.post}"


@dataclass(frozen=True)
class PostReconsidered(Event, kind="education.post_reconsidered"):
    """What spoke for a post or an answer no longer does: it isn't accepted or recommended any more, or it is gone."""

    post: int
    author: int

    @property
    def subject(self) -> str:
        return f"post:{self.post}"
