"""What the demo's people went through of the courses and rehearsals."""

from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.education.courses.services import finish_lesson
from apps.education.models import Lesson, Rehearsal
from apps.education.rehearsals.services import begin, reply

BEGUN = (("ana", "first-message", 4), ("ana", "keep-it-going", 2), ("ben", "reach-candidates", 3))

REHEARSED = "interview-questions"
SAID = (
    "You are a great company.",
    "Because you write that nurses choose their shifts themselves; on my ward we tried that for a year.",
)


def create_progress(*, users: dict[str, User], now: datetime) -> None:
    for name, slug, lessons in BEGUN:
        for lesson in Lesson.objects.filter(course__slug=slug, position__lte=lessons):
            finish_lesson(lesson=lesson, person=users[name], now=now - timedelta(days=3, minutes=-4 * lesson.position))
    tried = begin(rehearsal=Rehearsal.objects.get(slug=REHEARSED), person=users["ana"], now=now - timedelta(days=2))
    for step, said in enumerate(SAID):
        reply(practice=tried, step=step, text=said, now=now - timedelta(days=2, minutes=-step - 1))
