from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from apps.accounts.models import User
from apps.education.courses.models import Course, Lesson, LessonDone
from apps.errors import NotFound


@dataclass(frozen=True, slots=True)
class Step:
    lesson: Lesson
    is_done: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A course as one person, or a visitor, has gone through it."""

    course: Course
    steps: list[Step]

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done == self.total

    @property
    def next_lesson(self) -> Lesson | None:
        """The first that isn't done; the first of all where all are."""
        left = [step.lesson for step in self.steps if not step.is_done]
        return next(iter(left or [step.lesson for step in self.steps]), None)


def courses_for(person: User | None) -> list[Progress]:
    """Published ones for this reader, each with what they did of it."""
    return progress_in(Course.objects.for_reader(person), person)


def progress_in(courses: Iterable[Course], person: User | None) -> list[Progress]:
    """How far a person has come in each of these courses."""
    found = list(courses)
    prefetch_related_objects(found, "lessons")
    done = _done_by(person, found)
    return [_progress(course, done) for course in found]


def course_for(slug: str, person: User | None) -> Progress:
    """A published one, whoever it is written for. Raises NotFound."""
    lessons = Prefetch("lessons", Lesson.objects.select_related("article"))
    course = Course.objects.published().filter(slug=slug).prefetch_related(lessons).first()
    if course is None:
        raise NotFound
    return _progress(course, _done_by(person, [course]))


def lesson_of(progress: Progress, position: int) -> Lesson:
    """Raises NotFound."""
    for step in progress.steps:
        if step.lesson.position == position:
            return step.lesson
    raise NotFound


def lesson_after(progress: Progress, lesson: Lesson) -> Lesson | None:
    return next((step.lesson for step in progress.steps if step.lesson.position > lesson.position), None)


def _done_by(person: User | None, courses: list[Course]) -> set[int]:
    if person is None:
        return set()
    return set(LessonDone.objects.filter(person=person, lesson__course__in=courses).values_list("lesson_id", flat=True))


def _progress(course: Course, done: set[int]) -> Progress:
    return Progress(course, [Step(lesson, lesson.pk in done) for lesson in course.lessons.all()])
