"""Courses: as they are shipped, and what people do with them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.articles.models import Article
from apps.education.courses.models import Course, Lesson, LessonDone
from apps.education.courses.shipped import ShippedCourse, shipped_courses

_STEP = 10


@transaction.atomic
def load_courses() -> int:
    """Brings the shipped courses in: new ones are published, those that nobody edited get the words of this release.

    What operators changed, unpublished or deleted stays as they left it. Returns how many were written.
    """
    shipped = shipped_courses()
    articles = {article.slug: article for article in Article.objects.only("slug")}
    deleted = set(Course.history.filter(history_type="-").values_list("slug", flat=True))
    written = 0
    for place, (slug, words) in enumerate(shipped.items(), start=1):
        course = Course.objects.select_for_update().filter(slug=slug).first()
        if course is None and slug in deleted:
            continue
        if course is None:
            course = Course.objects.create(slug=slug, position=place * _STEP, is_published=True, **words.fields)
        elif not _is_renewed(course, words):
            continue
        _write(course, words, articles)
        written += 1
    return written


def _is_renewed(course: Course, words: ShippedCourse) -> bool:
    """Whether nobody edited the course, and this release has other words for it."""
    if course.seeded_fingerprint != course.fingerprint(course.lessons.all()):
        return False
    lessons = [Lesson(position=place, **lesson.fields) for place, lesson in enumerate(words.lessons, start=1)]
    return Course(slug=course.slug, **words.fields).fingerprint(lessons) != course.seeded_fingerprint


def _write(course: Course, words: ShippedCourse, articles: dict[str, Article]) -> None:
    """Lessons are renewed in their places, so that what people did of them stays."""
    for name, value in words.fields.items():
        setattr(course, name, value)
    for place, lesson in enumerate(words.lessons, start=1):
        Lesson.objects.update_or_create(
            course=course, position=place, defaults=lesson.fields | {"article": articles.get(lesson.article)}
        )
    course.lessons.filter(position__gt=len(words.lessons)).delete()
    course.seeded_fingerprint = course.fingerprint(course.lessons.all())
    course.save()


def finish_lesson(*, lesson: Lesson, person: User, now: datetime | None = None) -> bool:
    """Remembers that they went through it; False if they had before."""
    _done, is_first = LessonDone.objects.get_or_create(
        lesson=lesson, person=person, defaults={"done_at": now or timezone.now()}
    )
    return is_first
