"""POSTs that are sent twice: how one is written down, and those that block and report; see `test_every_post_twice`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apps.chat.models import Report
from apps.chat.moderation.deciding import decide
from apps.chat.moderation.services import report

World = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One POST: who sends it, and what it says; `other` is what it may not say under the same key."""

    who: str
    body: Callable[[World], dict[str, Any]] = lambda world: {}
    other: Callable[[World], dict[str, Any]] = lambda world: {"something": "else"}
    kwargs: Callable[[World], dict[str, Any]] = lambda world: {}
    with_files: bool = False
    arrange: Callable[[World], None] = lambda world: None


def of(name: str, key: str = "pk") -> Callable[[World], dict[str, Any]]:
    return lambda world: {key: world[name].pk}


def decided_about_ben(world: World) -> Report:
    made = report(reporter=world["ana"], conversation_id=world["conversation"].pk, reason="spam")
    return decide(
        report_id=made.pk, by=world["admin"], decision="warn", why="Seen", words="No advertising, please.", version=1
    )


POSTS_ABOUT_PEOPLE = {
    "blocks": Post("ben", lambda world: {"person": world["ana"].pk}, lambda world: {"person": 10**9}),
    "reports": Post(
        "ana",
        lambda world: {"conversation": world["conversation"].pk, "reason": "spam"},
        lambda world: {"conversation": world["conversation"].pk, "reason": "threat"},
    ),
    "decision-appeal": Post(
        "ben",
        lambda world: {"text": "It was a joke"},
        lambda world: {"text": "Another"},
        kwargs=lambda world: {"report_id": decided_about_ben(world).pk},
    ),
}
