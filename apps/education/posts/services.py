"""Writing posts and answers, changing and removing one's own, and saying which answer solved a question."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.circles.models import Circle
from apps.education.circles.selectors import is_member
from apps.education.posts.errors import JoinFirst, TooManyPosts
from apps.education.posts.events import PostReconsidered, PostSolved
from apps.education.posts.kinds import ANSWER_ACCEPTED, POST_ANSWERED
from apps.education.posts.models import Post
from apps.education.posts.selectors import post_for
from apps.education.posts.writing import checked_body, checked_title, is_to_be_held, refuse_contacts
from apps.errors import InvalidInput, NotAllowed, NotFound
from apps.events.services import publish
from apps.notifications.deciding.services import notify

DAY = timedelta(days=1)
A_DAY = {True: 5, False: 40}
"""How many posts, and how many answers, a person may write in 24 hours."""

State = Post.State


def write_post(
    *,
    author: User,
    circle: Circle,
    kind: str,
    title: str,
    body: str,
    client_id: UUID,
    is_confirmed: bool = False,
    now: datetime | None = None,
) -> Post:
    """The same `client_id` again gives the first one. Raises JoinFirst, InvalidInput, ContactInPost,
    PostNeedsConfirming, TooManyPosts."""
    if kind not in (Post.Kind.QUESTION, Post.Kind.KNOWLEDGE, Post.Kind.EXPERIENCE):
        raise InvalidInput(field="kind")
    post = Post(author=author, circle=circle, kind=kind, title=checked_title(title), body=checked_body(body))
    return _publish(post, client_id=client_id, is_confirmed=is_confirmed, now=now or timezone.now())


@transaction.atomic
def write_answer(
    *,
    author: User,
    post: Post,
    body: str,
    client_id: UUID,
    is_confirmed: bool = False,
    now: datetime | None = None,
) -> Post:
    """As `write_post`; raises NotFound for what isn't there for this person. Who wrote the post is told."""
    now = now or timezone.now()
    parent = post_for(author, post.pk)
    if parent.parent_id is not None or parent.state != State.LIVE:
        raise NotFound
    answer = Post(author=author, circle=parent.circle, parent=parent, kind=Post.Kind.ANSWER, body=checked_body(body))
    answer = _publish(answer, client_id=client_id, is_confirmed=is_confirmed, now=now)
    if answer.state == State.LIVE:
        tell_of_answer(answer, now=now)
    return answer


@transaction.atomic
def change_post(
    *,
    post: Post,
    by: User,
    title: str,
    body: str,
    is_confirmed: bool = False,
    now: datetime | None = None,
) -> Post:
    """Their own alone. What is held or hidden stays so. Raises as `write_post`."""
    post = _own(post, by)
    post.title = "" if post.parent_id else checked_title(title)
    post.body = checked_body(body)
    if _must_be_held(post, is_confirmed=is_confirmed) and post.state == State.LIVE:
        post.state = State.HELD
    post.edited_at = now or timezone.now()
    post.save(update_fields=["title", "body", "state", "edited_at"])
    return post


@transaction.atomic
def remove_post(*, post: Post, by: User) -> None:
    """Their own alone; its words are gone, and what was answered to it is no longer shown."""
    post = _own(post, by)
    post.title, post.body, post.state, post.pinned_at = "", "", State.REMOVED, None
    post.save(update_fields=["title", "body", "state", "pinned_at"])
    reconsider(post)
    Post.objects.filter(solved_by=post).update(solved_by=None, solved_at=None)


@transaction.atomic
def accept_answer(*, post: Post, answer_id: int, by: User, now: datetime | None = None) -> Post:
    """The asker says that an answer of somebody else solved it; the same again changes nothing, another takes its
    place. Raises NotFound, NotAllowed."""
    now = now or timezone.now()
    post = _own(post, by)
    answer = Post.objects.seen_by(by).filter(parent=post, pk=answer_id, state=State.LIVE).first()
    if answer is None:
        raise NotFound
    if not post.is_question or answer.author_id == by.pk:
        raise NotAllowed
    if post.solved_by_id == answer.pk:
        return post
    if post.solved_by is not None:
        publish(PostReconsidered(post=post.solved_by.pk, author=post.solved_by.author_id))
    post.solved_by, post.solved_at = answer, now
    post.save(update_fields=["solved_by", "solved_at"])
    publish(PostSolved(post=post.pk, answer=answer.pk, asker=by.pk, answerer=answer.author_id))
    notify(
        person=answer.author,
        kind=ANSWER_ACCEPTED,
        cause=f"post_solved:{answer.pk}",
        facts={"name": by.name, "title": post.title},
        url=answer.get_absolute_url(),
        now=now,
    )
    return post


@transaction.atomic
def reopen_question(*, post: Post, by: User) -> Post:
    """The asker says that it isn't solved after all; the same again changes nothing. Raises NotFound, NotAllowed."""
    post = _own(post, by)
    if post.solved_by is not None:
        publish(PostReconsidered(post=post.solved_by.pk, author=post.solved_by.author_id))
        post.solved_by = post.solved_at = None
        post.save(update_fields=["solved_by", "solved_at"])
    return post


def reconsider(post: Post) -> None:
    """It is gone from sight, and with a question that it solved the answer."""
    publish(PostReconsidered(post=post.pk, author=post.author_id))
    if post.solved_by is not None:
        publish(PostReconsidered(post=post.solved_by.pk, author=post.solved_by.author_id))


def tell_of_answer(answer: Post, *, now: datetime) -> None:
    post = answer.parent
    if post is None or post.author_id == answer.author_id:
        return
    notify(
        person=post.author,
        kind=POST_ANSWERED,
        cause=f"post_answer:{answer.pk}",
        facts={"name": answer.author.name, "title": post.title},
        url=answer.get_absolute_url(),
        now=now,
    )


@transaction.atomic
def _publish(post: Post, *, client_id: UUID, is_confirmed: bool, now: datetime) -> Post:
    # What one person sends waits in line, so that the day's count is right and a form sent twice is one post.
    User.objects.select_for_update(no_key=True).get(pk=post.author_id)
    if sent_before := Post.objects.filter(author=post.author, client_id=client_id).first():
        return sent_before
    if not is_member(post.circle, post.author):
        raise JoinFirst
    _count(post, now)
    if _must_be_held(post, is_confirmed=is_confirmed):
        post.state = State.HELD
    post.client_id, post.created_at = client_id, now
    post.save()
    return post


def _must_be_held(post: Post, *, is_confirmed: bool) -> bool:
    text = f"{post.title}\n{post.body}".strip()
    refuse_contacts(text)
    return is_to_be_held(text, is_confirmed=is_confirmed)


def _count(post: Post, now: datetime) -> None:
    is_top = post.parent_id is None
    lately = Post.objects.filter(author=post.author, parent__isnull=is_top, created_at__gt=now - DAY)
    moments = list(lately.order_by("created_at").values_list("created_at", flat=True)[: A_DAY[is_top]])
    if len(moments) >= A_DAY[is_top]:
        raise TooManyPosts(retry_after=max(60, round((moments[0] + DAY - now).total_seconds())))


def _own(post: Post, by: User) -> Post:
    """Under its lock. Raises NotFound for what is gone, NotAllowed for another's."""
    found = (
        Post.objects.select_for_update(of=("self",), no_key=True)
        .select_related("circle")
        .exclude(state=State.REMOVED)
        .filter(pk=post.pk)
        .first()
    )
    if found is None:
        raise NotFound
    if found.author_id != by.pk:
        raise NotAllowed
    return found
