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
    """A moderator pinned somebody's post to the top of its group."""

    post: int
    author: int
    by: int

    @property
    def subject(self) -> str:
        return f"post:{self.post}"
