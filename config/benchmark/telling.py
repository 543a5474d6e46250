"""`bench notify`: how many things a second are decided for people, and how many letters are written and handed over."""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.mail import get_connection
from django.utils import timezone

from apps.feedback.topics.kinds import TOPIC_SHIPPED
from apps.notifications.channels.tasks import hand_over
from apps.notifications.deciding.services import Telling, notify_all
from apps.notifications.models import Channel, Notification
from config.benchmark.population import create_people

IN_MEMORY = "django.core.mail.backends.locmem.EmailBackend"
"""A mail server that takes everything at once."""


@dataclass(slots=True, frozen=True)
class Told:
    """A second, of one process: decided one by one, decided for many at once, and letters sent."""

    people: int
    one_by_one: float
    at_once: float
    letters: float
    left: int

    def __str__(self) -> str:
        return (
            f"{self.people} people: {self.one_by_one:.0f} decided a second one by one, {self.at_once:.0f} for all at "
            f"once; {self.letters:.0f} letters a second written and handed over, {self.left} left waiting"
        )


def measure(people: int) -> Told:
    """Everybody is told two things at noon, and gets one letter about both."""
    everybody = create_people(people)
    noon = timezone.now().replace(hour=12, minute=0)
    run, facts = uuid4(), {"title": "Search", "version": "1.4"}
    tellings = [Telling(person, f"bench:{run}:each", facts, "/feedback/") for person in everybody]
    begin = time.perf_counter()
    for telling in tellings:
        notify_all(kind=TOPIC_SHIPPED, tellings=[telling], now=noon)
    one_by_one = time.perf_counter() - begin
    begin = time.perf_counter()
    notify_all(
        kind=TOPIC_SHIPPED,
        tellings=[Telling(person, f"bench:{run}:all", facts, "/feedback/") for person in everybody],
        now=noon,
    )
    at_once = time.perf_counter() - begin
    waiting = Notification.objects.filter(cause__startswith=f"bench:{run}", channel=Channel.EMAIL, sent_at=None)
    begin = time.perf_counter()
    letters = hand_over(get_connection(IN_MEMORY), now=noon + timedelta(hours=1))
    sending = time.perf_counter() - begin
    return Told(people, people / one_by_one, people / at_once, letters / sending, waiting.count())
