from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.education.circles.models import Circle
from apps.education.circles.selectors import is_member, may_moderate
from apps.education.posts.models import Post, PostVote
from apps.education.posts.scoring import interleaved
from apps.errors import InvalidInput, NotFound

MOST_RANKED = 500
MOST_ANSWERS = 200
EVERY = 4
"""Each so-manieth place of a group is for a post that hardly anybody has read yet."""
FRESH_FOR = timedelta(days=14)
READ_ENOUGH = 15
ORDERS = ("best", "new", "open")


@dataclass(frozen=True, slots=True)
class Thread:
    """A post with its answers as one reader finds them: the accepted one first, then those that moderators recommend,
    then by how many it helped."""

    post: Post
    answers: list[Post]
    is_member: bool
    may_moderate: bool
    is_mine: bool

    @property
    def all(self) -> list[Post]:
        return [self.post, *self.answers]


@dataclass(frozen=True, slots=True)
class AuthorFigures:
    """What somebody wrote in groups, and whom it helped."""

    posts: int
    answers: int
    solved: int
    helpful: int


def post_for(reader: User, post_id: int) -> Post:
    """A post or an answer that this person may see. Raises NotFound."""
    found = _shown(Post.objects.reachable_by(reader), reader).filter(pk=post_id).first()
    if found is None:
        raise NotFound
    return found


def feed(circle: Circle, reader: User, *, order: str, now: datetime) -> list[int]:
    """The ids of a group's posts: "best" with room for new ones, "new", or "open": questions without a solution. Raises
    InvalidInput for another order."""
    posts = Post.objects.seen_by(reader).top().filter(circle=circle)
    if order == "new":
        return _ids(posts.order_by("-pk"))
    if order == "open":
        return _ids(posts.filter(kind=Post.Kind.QUESTION, solved_by=None).order_by("-pk"))
    if order != "best":
        raise InvalidInput(field="order")
    pinned = _ids(posts.filter(pinned_at__isnull=False).order_by("-pinned_at"))
    others = posts.filter(pinned_at=None)
    fresh = others.filter(created_at__gt=now - FRESH_FOR, readers__lt=READ_ENOUGH)
    ranked = _ids(others.order_by("-score", "-pk"))
    return pinned + interleaved(ranked, _ids(fresh.order_by("readers", "-pk")), every=EVERY)


def in_this_order(ids: list[int], reader: User) -> list[Post]:
    """A page of posts, as they are shown in lists."""
    posts = {post.pk: post for post in _shown(Post.objects.filter(pk__in=ids), reader)}
    return [posts[one] for one in ids if one in posts]


def thread_of(post: Post, reader: User) -> Thread:
    answers = _shown(Post.objects.seen_by(reader).filter(parent=post), reader)
    found = list(answers.order_by("-weight", "pk")[:MOST_ANSWERS])
    found.sort(key=lambda answer: (answer.pk != post.solved_by_id, answer.pinned_at is None))
    return Thread(
        post=post,
        answers=found,
        is_member=is_member(post.circle, reader),
        may_moderate=may_moderate(post.circle, reader),
        is_mine=post.author_id == reader.pk,
    )


def author_for(reader: User, person_id: int) -> User:
    """Somebody who wrote what the reader may see. Raises NotFound."""
    person = User.objects.filter(pk=person_id).exclude(pk__in=blocked_ids(reader)).first()
    if person is None or not written_by(person, reader).exists():
        raise NotFound
    return person


def written_by(author: User, reader: User) -> QuerySet[Post]:
    """The newest first; of answers those to what the reader may see."""
    return _shown(Post.objects.reachable_by(reader).filter(author=author), reader).order_by("-pk")


def figures_of(author: User) -> AuthorFigures:
    """Of what everybody sees."""
    live = Post.objects.filter(author=author, state=Post.State.LIVE)
    counted = live.aggregate(
        posts=Count("pk", filter=Q(parent=None)),
        answers=Count("pk", filter=Q(parent__isnull=False)),
        solved=Count("solves"),
    )
    votes = PostVote.objects.filter(post__author=author, post__state=Post.State.LIVE)
    return AuthorFigures(**counted, helpful=votes.aggregate(people=Count("voter", distinct=True))["people"])


def waiting_for_moderators(circle: Circle) -> QuerySet[Post]:
    return Post.objects.filter(circle=circle, state=Post.State.HELD).select_related("author", "circle").order_by("pk")


def _shown(posts: QuerySet[Post], reader: User) -> QuerySet[Post]:
    voted = PostVote.objects.filter(post=OuterRef("pk"), voter=reader)
    live = Q(answers__state=Post.State.LIVE)
    return posts.select_related("author", "circle", "parent").annotate(
        number_of_answers=Count("answers", filter=live), is_helpful_for_me=Exists(voted)
    )


def _ids(posts: QuerySet[Post]) -> list[int]:
    return list(posts.values_list("pk", flat=True)[:MOST_RANKED])
