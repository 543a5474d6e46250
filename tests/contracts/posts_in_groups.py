"""POSTs of groups by field that are sent twice; see `test_every_post_twice`."""

from typing import Any

from apps.education.models import Post as GroupPost
from tests.contracts.posts import Post, World
from tests.education.posts import a_question_answered


def _answered(world: World) -> None:
    """Ana's question, asked when it is first needed."""
    if not GroupPost.objects.exists():
        a_question_answered(world["ana"], world["ben"])


def _of_question(world: World) -> dict[str, Any]:
    _answered(world)
    return {"post_id": GroupPost.objects.get(parent=None).pk}


POSTS_IN_GROUPS = {
    "circle-posts": Post(
        "ana",
        lambda world: {"kind": "question", "title": "Why?", "body": "So."},
        lambda world: {"kind": "question", "title": "Why not?", "body": "So."},
        kwargs=lambda world: {"slug": "software"},
        arrange=_answered,
    ),
    "post-answers": Post(
        "ben", lambda world: {"body": "Because."}, lambda world: {"body": "No idea."}, kwargs=_of_question
    ),
    "post-moderation": Post(
        "admin", lambda world: {"action": "pin"}, lambda world: {"action": "hide"}, kwargs=_of_question
    ),
    "post-report": Post(
        "ben", lambda world: {"reason": "spam"}, lambda world: {"reason": "threat"}, kwargs=_of_question
    ),
}
