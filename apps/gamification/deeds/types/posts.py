"""What helps in public: an answer that solved somebody's question in a group, and what its moderators recommend."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.education.models import Post, PostVote
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.facts import Fact, Unit
from apps.gamification.deeds.registry import A_SECOND_ACCOUNT, DeedKind, register

POST_SOLVED = "post_solved"
POST_FEATURED = "post_featured"
A_MODERATOR = gettext_lazy("a moderator who plays along")
STANDS = Fact(
    key="stands",
    title=gettext_lazy("it is still there, and still accepted or recommended"),
    unit=Unit.YES_NO,
    words={"is": gettext_lazy("It is still there when it counts, and nobody changed their mind about it.")},
)
OTHERS = Fact(
    key="others_helped",
    title=gettext_lazy("people whom it helped besides who asked, without colleagues"),
    unit=Unit.PEOPLE,
    words={"at_least": gettext_lazy("It helped %(value)s besides who asked; colleagues don't count.")},
)
ELSEWHERE = Fact(
    key="works_elsewhere",
    title=gettext_lazy("who asked is no colleague"),
    unit=Unit.YES_NO,
    words={"is": gettext_lazy("Who asked doesn't work where you work.")},
)


@register
class PostSolvedDeed(DeedKind):
    """Who asked said that this answer solved it, for everybody to read."""

    key = POST_SOLVED
    name = gettext_lazy("a helpful public answer")
    facts = (ELSEWHERE, OTHERS, STANDS)
    late_facts = frozenset({OTHERS.key, STANDS.key})
    is_about_two = True
    cost_to_fake = A_SECOND_ACCOUNT

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        solved = Post.objects.filter(solved_at__gte=start, solved_by__isnull=False)
        return map(of_solution, solved.select_related("author", "solved_by__author").order_by("-solved_at")[:limit])

    def facts_now(self, key: str) -> Mapping[str, Any]:
        answer = _post(key)
        if answer is None:
            return {}
        question = Post.objects.filter(solved_by=answer, state=Post.State.LIVE).first()
        asker = question.author_id if question else None
        stands = question is not None and answer.state == Post.State.LIVE
        return {STANDS.key: stands, OTHERS.key: others_helped(answer, besides=asker)}

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("Your answer in a group solved it for %(name)s") % {"name": name}


@register
class PostFeaturedDeed(DeedKind):
    """A moderator of a group recommended a post or an answer to everybody."""

    key = POST_FEATURED
    name = gettext_lazy("a recommended post")
    facts = (OTHERS, STANDS)
    late_facts = frozenset({OTHERS.key, STANDS.key})
    cost_to_fake = A_MODERATOR

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        return map(of_featured, Post.objects.filter(pinned_at__gte=start).order_by("-pinned_at")[:limit])

    def facts_now(self, key: str) -> Mapping[str, Any]:
        post = _post(key)
        if post is None:
            return {}
        stands = post.pinned_at is not None and post.state == Post.State.LIVE
        return {STANDS.key: stands, OTHERS.key: others_helped(post)}

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("A group's moderators recommended what you wrote")


def solved_key(answer_id: int) -> str:
    return f"solved:{answer_id}"


def featured_key(post_id: int) -> str:
    return f"featured:{post_id}"


def of_solution(question: Post) -> Deed | None:
    """None where nothing solves it any more."""
    answer = question.solved_by
    if answer is None or question.solved_at is None:
        return None
    company = answer.author.company_id
    return Deed(
        kind=POST_SOLVED,
        key=solved_key(answer.pk),
        person_id=answer.author_id,
        counterparty_id=question.author_id,
        done_at=question.solved_at,
        facts={"post": answer.pk, ELSEWHERE.key: company is None or company != question.author.company_id},
    )


def of_featured(post: Post) -> Deed | None:
    """None for what isn't recommended any more."""
    if post.pinned_at is None:
        return None
    return Deed(
        kind=POST_FEATURED,
        key=featured_key(post.pk),
        person_id=post.author_id,
        done_at=post.pinned_at,
        facts={"post": post.pk},
    )


def others_helped(post: Post, *, besides: int | None = None) -> int:
    """How many people found it helpful, without this one and the author's colleagues."""
    votes = PostVote.objects.filter(post=post, voter__is_active=True).exclude(voter=besides)
    if post.author.company_id is not None:
        votes = votes.exclude(voter__company=post.author.company_id)
    return votes.count()


def _post(key: str) -> Post | None:
    return Post.objects.filter(pk=int(key.partition(":")[2])).select_related("author").first()
