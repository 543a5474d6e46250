"""What stands beside an answer of the help: a lesson, a group and an expert that fit, each with the reason."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.education.assistant.models import Question
from apps.education.circles.models import Circle
from apps.education.circles.recommending import ground_of, reason_for, word_in
from apps.education.courses.models import Course, Lesson, LessonDone
from apps.education.experts.routing import available, topic_of


@dataclass(frozen=True, slots=True)
class Fitting:
    """`kind` is lesson, group or expert; `reason` a sentence for the reader."""

    kind: str
    title: str
    reason: str
    url: str


def fitting(question: Question, reader: User | None, *, now: datetime) -> list[Fitting]:
    """At most one of each kind. Groups and experts are for who is signed in."""
    people = [_group(question, reader), _expert(question, reader, now)] if reader is not None else []
    return [one for one in (_lesson(question, reader), *people) if one is not None]


def _lesson(question: Question, reader: User | None) -> Fitting | None:
    """One that leads to the article of the answer, and that they haven't done."""
    if question.article_id is None:
        return None
    lessons = Lesson.objects.filter(article=question.article_id, course__in=Course.objects.for_reader(reader))
    if reader is not None:
        lessons = lessons.exclude(pk__in=LessonDone.objects.filter(person=reader).values("lesson"))
    lesson = lessons.select_related("course").first()
    if lesson is None:
        return None
    reason = _("Two minutes on the same thing, from “%(course)s”.") % {"course": lesson.course.title}
    return Fitting("lesson", lesson.title, reason, lesson.get_absolute_url())


def _group(question: Question, reader: User) -> Fitting | None:
    """Of the field that the question names, else of their own; not one that they are in already."""
    ground = ground_of(reader)
    open_ones = Circle.objects.open().exclude(members__person=reader)
    found = [(circle, word_in(circle, question.text), reason_for(circle, ground)) for circle in open_ones]
    fits = [one for one in found if one[1] or one[2].strength]
    if not fits:
        return None
    circle, word, reason = min(fits, key=lambda one: (not one[1], -one[2].strength))
    if word:
        said = _("Your question speaks of “%(word)s”.") % {"word": word}
    else:
        said = _("%(reason)s.") % {"reason": reason.words}
    return Fitting("group", circle.name, said, circle.get_absolute_url())


def _expert(question: Question, reader: User, now: datetime) -> Fitting | None:
    """Who would be asked first at this moment."""
    topic = topic_of(question.text) if question.text else None
    standing = next(iter(available(topic=topic, person=reader, now=now)), None) if topic else None
    if topic is None or standing is None:
        return None
    reason = _("Knows about %(topic)s, and is here now: “Ask a person” leads there.") % {"topic": topic.title}
    return Fitting("expert", standing.expert.person.name, reason, reverse("education:experts"))
