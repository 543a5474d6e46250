"""What the demo's people went through of the courses."""

from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.education.courses.services import finish_lesson
from apps.education.models import Lesson

BEGUN = (("ana", "first-message", 4), ("ana", "keep-it-going", 2), ("ben", "reach-candidates", 3))


def create_progress(*, users: dict[str, User], now: datetime) -> None:
    for name, slug, lessons in BEGUN:
        for lesson in Lesson.objects.filter(course__slug=slug, position__lte=lessons):
            finish_lesson(lesson=lesson, person=users[name], now=now - timedelta(days=3, minutes=-4 * lesson.position))
