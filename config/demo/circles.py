"""The demo's groups by field, with what people ask and share in them."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.education.circles.services import join
from apps.education.models import Circle, Post
from apps.education.posts.moderating import moderate
from apps.education.posts.services import accept_answer, write_answer, write_post
from apps.education.posts.voting import note_reading, set_helpful
from config.demo.talk import ago

CONTENT = Path(__file__).with_name("circles.json")
JOINED = timedelta(days=20)


def create_circles(*, users: dict[str, User], now: datetime) -> None:
    content = json.loads(CONTENT.read_text("utf-8"))
    circles = {circle.slug: circle for circle in Circle.objects.all()}
    for slug, names in content["members"].items():
        for name in names:
            join(circle=circles[slug], person=users[name], now=now - JOINED)
    for slug, name in content["moderators"].items():
        circles[slug].moderators.add(users[name])
    for entry in content["posts"]:
        _post(entry, circles[entry["circle"]], users, content["moderators"], now)


def _post(
    entry: dict[str, Any], circle: Circle, users: dict[str, User], moderators: dict[str, str], now: datetime
) -> None:
    at = now - ago(entry["ago"])
    words = {name: entry[name] for name in ("kind", "title", "body")}
    post = write_post(author=users[entry["by"]], circle=circle, client_id=uuid4(), now=at, **words)
    for name in entry["readers"]:
        note_reading(post=post, reader=users[name], now=at + timedelta(hours=2))
    _helped(post, entry, users, at)
    for line in entry["answers"]:
        written_at = now - ago(line["ago"])
        answer = write_answer(author=users[line["by"]], post=post, body=line["body"], client_id=uuid4(), now=written_at)
        _helped(answer, line, users, written_at)
        if line.get("solved"):
            later = written_at + timedelta(hours=3)
            accept_answer(post=post, answer_id=answer.pk, by=users[entry["by"]], now=later)
    if entry.get("pinned"):
        moderate(post=post, by=users[moderators[circle.slug]], action="pin", now=now - timedelta(days=1))


def _helped(post: Post, entry: dict[str, Any], users: dict[str, User], at: datetime) -> None:
    for name in entry["helpful"]:
        set_helpful(post=post, voter=users[name], is_helpful=True, now=at + timedelta(hours=2))
