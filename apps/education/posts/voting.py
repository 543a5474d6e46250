"""Votes and readings, from which follows how high a post stands. Everything is counted anew under the posts' locks, so
that votes at once don't lose each other."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.education.circles.selectors import is_member
from apps.education.posts.errors import JoinFirst, OwnPost
from apps.education.posts.models import Post, PostReading, PostVote
from apps.education.posts.scoring import score, vote_weight

MOST_OF_A_PAIR = 200


@transaction.atomic
def set_helpful(*, post: Post, voter: User, is_helpful: bool, now: datetime | None = None) -> Post:
    """Says that it helped, or takes that back. Raises OwnPost, JoinFirst."""
    if post.author_id == voter.pk:
        raise OwnPost
    if not is_member(post.circle, voter):
        raise JoinFirst
    now = now or timezone.now()
    if is_helpful:
        PostVote.objects.get_or_create(post=post, voter=voter, defaults={"cast_at": now})
        PostReading.objects.get_or_create(post_id=post.thread_id, reader=voter, defaults={"read_at": now})
    else:
        PostVote.objects.filter(post=post, voter=voter).delete()
    recount({post.pk, post.thread_id} | _between(voter.pk, post.author_id))
    post.refresh_from_db(fields=["helpful", "weight", "readers", "score"])
    return post


def note_reading(*, post: Post, reader: User, now: datetime | None = None) -> None:
    """Counted once a person; not the author's own."""
    if post.author_id == reader.pk or PostReading.objects.filter(post=post, reader=reader).exists():
        return
    with transaction.atomic():
        PostReading.objects.get_or_create(post=post, reader=reader, defaults={"read_at": now or timezone.now()})
        recount({post.pk})


def recount(posts: Collection[int]) -> None:
    """In one order everywhere, so that two who vote for each other wait for nobody."""
    locked = Post.objects.select_for_update(no_key=True).filter(pk__in=posts).order_by("pk")
    for post in list(locked):
        voters = list(PostVote.objects.filter(post=post).values_list("voter_id", flat=True))
        post.helpful = len(voters)
        post.weight = sum(_weights(post, voters).values())
        post.readers = PostReading.objects.filter(post=post.thread_id).count()
        post.score = score(post.weight, post.readers)
        post.save(update_fields=["helpful", "weight", "readers", "score"])


def _weights(post: Post, voters: Collection[int]) -> dict[int, float]:
    """By voter: which of their votes for this author it is, and how many the author gave back."""
    given: defaultdict[int, list[int]] = defaultdict(list)
    votes = PostVote.objects.filter(voter__in=voters, post__author=post.author_id).order_by("pk")
    for voter, voted in votes.values_list("voter_id", "post_id"):
        given[voter].append(voted)
    back = PostVote.objects.filter(voter=post.author_id, post__author__in=voters).values_list("post__author")
    returned: Counter[int] = Counter(dict(back.annotate(number=Count("pk"))))
    return {voter: vote_weight(given[voter].index(post.pk) + 1, returned[voter]) for voter in voters}


def _between(one: int, other: int) -> set[int]:
    """The posts by which two people voted for each other: a vote changes what all of these weigh."""
    pair = Q(voter=one, post__author=other) | Q(voter=other, post__author=one)
    return set(PostVote.objects.filter(pair).order_by("-pk").values_list("post_id", flat=True)[:MOST_OF_A_PAIR])
