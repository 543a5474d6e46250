"""Posts of the tests, in a group that its people joined."""

from uuid import uuid4

from apps.accounts.models import User
from apps.education.circles.services import join
from apps.education.models import Circle, Post
from apps.education.posts.services import write_answer, write_post


def ask(author: User, circle: Circle, title: str = "How do you test migrations?", **fields: object) -> Post:
    said = {"kind": "question", "body": "We have forty of them.", "client_id": uuid4()} | fields
    return write_post(author=author, circle=circle, title=title, **said)


def answer(author: User, post: Post, body: str = "On a copy of the real data.") -> Post:
    return write_answer(author=author, post=post, body=body, client_id=uuid4())


def a_question_answered(asker: User, answerer: User) -> tuple[Post, Post]:
    """In a group that both are in."""
    circle = Circle.objects.get(slug="software")
    for person in (asker, answerer):
        join(circle=circle, person=person)
    post = ask(asker, circle)
    return post, answer(answerer, post)
