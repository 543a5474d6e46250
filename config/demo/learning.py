"""What the demo's people went through of the courses and rehearsals."""

from datetime import datetime, timedelta

import numpy as np

from apps.accounts.models import User
from apps.education.courses.services import finish_lesson
from apps.education.interests.services import note_opening, push_one, set_interest
from apps.education.models import Lesson, Rehearsal, Tip, TipMeeting
from apps.education.rehearsals.services import begin, reply

BEGUN = (("ana", "first-message", 4), ("ana", "keep-it-going", 2), ("ben", "reach-candidates", 3))

REHEARSED = "interview-questions"
SAID = (
    "You are a great company.",
    "Because you write that nurses choose their shifts themselves; on my ward we tried that for a year.",
)


TIPS = ("tour-inbox", "presets", "edit-a-message", "ask-the-help")
HELD_OUT = 4
"""Every fourth person goes without tips."""
DID_IT = {True: 2, False: 3}
"""Of those who were shown one every second did it, else every third."""


def create_meetings(*, users: dict[str, User], now: datetime) -> None:
    """What came of some tips among the others; ana and ben are still to meet them."""
    tips = {tip.slug: tip for tip in Tip.objects.all()}
    others = [person for name, person in users.items() if name not in ("ana", "ben")]
    for number, person in enumerate(others):
        is_shown = number % HELD_OUT != 0
        for order, slug in enumerate(TIPS):
            met_at = now - timedelta(days=6 - order, hours=number % 5)
            is_done = (number + order) % DID_IT[is_shown] == 0
            TipMeeting.objects.update_or_create(
                tip=tips[slug],
                person=person,
                defaults={
                    "is_shown": is_shown,
                    "met_at": met_at,
                    "dismissed_at": met_at + timedelta(seconds=9) if is_shown else None,
                    "done_at": met_at + timedelta(hours=5) if is_done else None,
                },
            )


WANTED = (("ana", "course-interviews"), ("ben", "course-say-no"))


def create_pushes(*, users: dict[str, User], now: datetime) -> None:
    """What two of them said of topics, and what they heard of."""
    for name, topic in WANTED:
        set_interest(person=users[name], topic=topic, stance="more", now=now - timedelta(days=9))
    for number, person in enumerate(users.values()):
        for days in (7, 4, 1):
            at = now - timedelta(days=days, hours=number % 3)
            pushed = push_one(person=person, now=at, rng=np.random.default_rng(days * 100 + number))
            if pushed is not None and number % 2:
                note_opening(pushed=pushed, now=at + timedelta(hours=1))


def create_progress(*, users: dict[str, User], now: datetime) -> None:
    for name, slug, lessons in BEGUN:
        for lesson in Lesson.objects.filter(course__slug=slug, position__lte=lessons):
            finish_lesson(lesson=lesson, person=users[name], now=now - timedelta(days=3, minutes=-4 * lesson.position))
    tried = begin(rehearsal=Rehearsal.objects.get(slug=REHEARSED), person=users["ana"], now=now - timedelta(days=2))
    for step, said in enumerate(SAID):
        reply(practice=tried, step=step, text=said, now=now - timedelta(days=2, minutes=-step - 1))
