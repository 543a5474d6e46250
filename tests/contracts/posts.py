"""POSTs that are sent twice: how one is written down, and some of them; see `test_every_post_twice`."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

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


def picture(colour: str = "teal") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return SimpleUploadedFile("photo.png", out.getvalue(), "image/png")


def text_file(text: str, name: str = "cv.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/plain")


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
