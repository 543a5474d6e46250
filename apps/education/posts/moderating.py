"""What the moderators of a group do, and reports: they go into the one queue of misconduct."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Report
from apps.chat.moderation.errors import NotReportable
from apps.chat.moderation.evidence import of_text
from apps.chat.moderation.models import OF_PEOPLE
from apps.chat.moderation.services import file_once
from apps.education.circles.selectors import may_moderate
from apps.education.posts.events import PostFeatured, PostReconsidered
from apps.education.posts.models import Post, PostReport
from apps.education.posts.services import reconsider, tell_of_answer
from apps.errors import InvalidInput, NotAllowed, NotFound
from apps.events.services import publish

HELD_AFTER = 3
"""So many people report a post, and it waits for a moderator."""
ACTIONS = ("hide", "show", "pin", "unpin")

State = Post.State


@transaction.atomic
def moderate(*, post: Post, by: User, action: str, now: datetime | None = None) -> Post:
    """Hides it or shows it to everybody, recommends it (a post at the top of its group) or no longer does. Nobody
    judges what they wrote themselves. Raises NotAllowed, InvalidInput."""
    if action not in ACTIONS:
        raise InvalidInput(field="action")
    post = _locked(post)
    if post.author_id == by.pk or not may_moderate(post.circle, by):
        raise NotAllowed
    now = now or timezone.now()
    if action in ("pin", "unpin"):
        return _pin(post, by, is_pinned=action == "pin", now=now)
    was_held = post.state == State.HELD
    post.state = State.HIDDEN if action == "hide" else State.LIVE
    if action == "hide":
        post.pinned_at = None
        reconsider(post)
    post.save(update_fields=["state", "pinned_at"])
    if was_held and action == "show":
        tell_of_answer(post, now=now)
    return post


def _pin(post: Post, by: User, *, is_pinned: bool, now: datetime) -> Post:
    if post.state != State.LIVE:
        raise NotAllowed
    if is_pinned == (post.pinned_at is not None):
        return post
    post.pinned_at = now if is_pinned else None
    post.save(update_fields=["pinned_at"])
    if is_pinned:
        publish(PostFeatured(post=post.pk, author=post.author_id, by=by.pk))
    else:
        publish(PostReconsidered(post=post.pk, author=post.author_id))
    return post


@transaction.atomic
def report_post(*, post: Post, reporter: User, reason: str, note: str = "", now: datetime | None = None) -> Report:
    """Its words are frozen as evidence; the same person again gives the report that there is. Raises InvalidInput,
    NotReportable, TooManyReports."""
    if reason not in OF_PEOPLE:
        raise InvalidInput(field="reason")
    # Under the post's lock: of two reports by one person at once the second finds the first.
    post = _locked(post)
    if post.author_id == reporter.pk:
        raise NotReportable(field="person")
    now = now or timezone.now()
    known = PostReport.objects.filter(post=post, reporter=reporter).select_related("report").first()
    if known is not None:
        return known.report
    made = file_once(
        reporter=reporter,
        known=lambda: None,
        subject={"reported": post.author},
        evidence=lambda: [of_text(post.author, f"{post.title}\n\n{post.body}".strip(), post.created_at)],
        reason=reason,
        note=note,
        now=now,
    )
    PostReport.objects.create(post=post, reporter=reporter, report=made)
    if post.state == State.LIVE and PostReport.objects.filter(post=post).count() >= HELD_AFTER:
        post.state = State.HELD
        post.save(update_fields=["state"])
    return made


def _locked(post: Post) -> Post:
    found = Post.objects.select_for_update(of=("self",), no_key=True).select_related("circle", "author")
    if (locked := found.exclude(state=State.REMOVED).filter(pk=post.pk).first()) is None:
        raise NotFound
    return locked
