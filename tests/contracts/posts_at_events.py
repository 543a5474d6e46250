"""POSTs of events that are sent twice; see `test_every_post_twice`."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.education.models import Salon, SalonGuest, SalonQuestion
from apps.education.salons.registering import register
from tests.contracts.posts import Post, World
from tests.education.salons import a_plan, a_question, a_salon

BEGINS = timezone.now() + timedelta(days=2)


def _arrange(world: World) -> None:
    """At one that begins in an hour ana asked and ben has a seat; made when it is first needed."""
    if not Salon.objects.exists():
        begins = timezone.now() + timedelta(hours=1)
        salon = a_salon(starts_at=begins, ends_at=begins + timedelta(hours=1))
        a_question(salon, world["ana"])
        register(salon=salon, person=world["ben"])


def _of_salon(world: World) -> dict[str, Any]:
    _arrange(world)
    return {"salon_id": Salon.objects.get().pk}


def _of_question(world: World) -> dict[str, Any]:
    _arrange(world)
    return {"question_id": SalonQuestion.objects.get().pk}


def _of_guest(world: World) -> dict[str, Any]:
    return _of_salon(world) | {"person_id": world["ana"].pk}


def _a_plan(world: World, title: str) -> dict[str, Any]:
    plan = a_plan(world["admin"], title_en=title, starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=1))
    names = ("title_en", "about_en", "way", "starts_at", "ends_at")
    return {name: str(getattr(plan, name)) for name in names}


def _arrival(world: World, second: int) -> dict[str, Any]:
    code = SalonGuest.objects.get(person=world["ana"]).code
    return {"arrivals": [{"code": code, "at": f"2026-01-01T10:00:{second:02}Z"}]}


POSTS_AT_EVENTS = {
    "salon-list": Post("admin", lambda world: _a_plan(world, "Pay"), lambda world: _a_plan(world, "More pay")),
    "salon-decision": Post(
        "admin",
        lambda world: {"decision": "cancel", "reason": "Ill"},
        lambda world: {"decision": "cancel", "reason": "Away"},
        kwargs=_of_salon,
    ),
    "salon-check-ins": Post(
        "admin", lambda world: _arrival(world, 1), lambda world: _arrival(world, 2), kwargs=_of_salon, arrange=_arrange
    ),
    "salon-questions": Post("ana", lambda world: {"body": "Why?"}, lambda world: {"body": "When?"}, kwargs=_of_salon),
    "salon-guest": Post(
        "admin", lambda world: {"action": "mute"}, lambda world: {"action": "unmute"}, kwargs=_of_guest
    ),
    "salon-question-moderation": Post(
        "admin", lambda world: {"action": "pin"}, lambda world: {"action": "hide"}, kwargs=_of_question
    ),
    "salon-question-report": Post(
        "ben", lambda world: {"reason": "spam"}, lambda world: {"reason": "threat"}, kwargs=_of_question
    ),
}
