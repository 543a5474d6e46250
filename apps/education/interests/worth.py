"""What is worth a look by itself: the next lesson of a course, and good posts of a group."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from apps.accounts.models import User
from apps.education.courses.models import Lesson
from apps.education.interests.registry import Item, register
from apps.education.interests.topics import CIRCLE, COURSE
from apps.education.posts.models import Post

YOUNG = timedelta(days=30)
MOST_POSTS = 100


def find_lessons(person: User, topics: Collection[str], now: datetime) -> Iterator[Item]:
    """The first of each course that they haven't gone through."""
    slugs = [topic.removeprefix(COURSE) for topic in topics if topic.startswith(COURSE)]
    left = Lesson.objects.filter(course__slug__in=slugs, course__is_published=True).exclude(done__person=person)
    begun: set[str] = set()
    for lesson in left.select_related("course").order_by("course", "position"):
        slug = lesson.course.slug
        if slug not in begun:
            begun.add(slug)
            key, url = f"{slug}:{lesson.position}", reverse("education:lesson", args=[slug, lesson.position])
            yield Item(COURSE + slug, key, lesson.title_en, lesson.title_zh, url)


def find_posts(person: User, topics: Collection[str], now: datetime) -> Iterator[Item]:
    """Of others, not too old, not read yet; what helped readers most comes first."""
    slugs = [topic.removeprefix(CIRCLE) for topic in topics if topic.startswith(CIRCLE)]
    posts = Post.objects.seen_by(person).top().filter(circle__slug__in=slugs, state=Post.State.LIVE)
    unread = posts.filter(created_at__gt=now - YOUNG).exclude(author=person).exclude(readings__reader=person)
    for post in unread.select_related("circle").order_by("-score", "-pk")[:MOST_POSTS]:
        yield Item(CIRCLE + post.circle.slug, str(post.pk), post.title, post.title, post.get_absolute_url())


def lessons_open_to(_person: User) -> QuerySet[Lesson, str]:
    key = Concat("course__slug", Value(":"), Cast("position", CharField()), output_field=CharField())
    return Lesson.objects.filter(course__is_published=True).annotate(key=key).values_list("key", flat=True)


def posts_open_to(person: User) -> QuerySet[Post, str]:
    reached = Post.objects.reachable_by(person).annotate(key=Cast("pk", CharField()))
    return reached.values_list("key", flat=True)


register("lesson", find_lessons, opened_by=lessons_open_to)
register("post", find_posts, opened_by=posts_open_to)
