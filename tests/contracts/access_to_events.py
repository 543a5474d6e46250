"""Who may what at events. `salon` is at a place and ana comes; in `live_salon`, which is online, she asked
`salon_question`, and ben has a seat. Their hosts are experts and no others here."""

from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.education.salons.registering import register
from tests.contracts.roles import BEN, ME, PARTICIPANTS, SIGNED_IN, Route, World, act, form, of, page
from tests.education.salons import a_question, a_salon

HOSTS = frozenset({"content", "admin"})
INSIDE = PARTICIPANTS | HOSTS


def events(ana: User, ben: User) -> dict[str, Any]:
    salon, live_salon = a_salon(way="place", place="Kontor"), a_salon()
    register(salon=salon, person=ana)
    register(salon=live_salon, person=ben)
    return {"salon": salon, "live_salon": live_salon, "salon_question": a_question(live_salon, ana)}


def _a_plan(world: World) -> dict[str, Any]:
    salon = world["salon"]
    times = {"starts_at": salon.starts_at.isoformat(), "ends_at": salon.ends_at.isoformat()}
    return times | {"title_en": "Pay", "about_en": "Ask.", "way": "online"}


SALON, LIVE, QUESTION = of("salon", "salon_id"), of("live_salon", "salon_id"), of("salon_question", "question_id")

EVENTS: dict[str, Route] = {
    "education:salons": page(SIGNED_IN),
    "education:salon_new": form(HOSTS),
    "education:salon": Route({"GET": SIGNED_IN}, kwargs=SALON),
    "education:salon_edit": form(HOSTS, kwargs=SALON, seen_by=SIGNED_IN),
    "education:salon_registration": act(SIGNED_IN, kwargs=SALON),
    "education:salon_feedback": act(SIGNED_IN, kwargs=SALON),
    "education:salon_calendar": Route({"GET": ME | HOSTS}, kwargs=SALON),
    "education:salon_door": Route({"GET": HOSTS}, kwargs=SALON, seen_by=SIGNED_IN),
    "education:salon_decide": act(
        HOSTS, kwargs=lambda world: {"salon_id": world["salon"].pk, "decision": "cancel"}, seen_by=SIGNED_IN
    ),
    # whoever has no seat is sent to the event's page
    "education:salon_room": Route({"GET": SIGNED_IN}, kwargs=LIVE),
    "education:salon_question_report": form(INSIDE, kwargs=QUESTION, seen_by=SIGNED_IN),
    "salon-list": Route({"GET": SIGNED_IN, "POST": HOSTS}, body=_a_plan),
    "salon-detail": Route({"GET": SIGNED_IN, "PUT": HOSTS}, kwargs=SALON, body=_a_plan, seen_by=SIGNED_IN),
    "salon-decision": act(
        HOSTS,
        kwargs=SALON,
        body=lambda world: {"decision": "cancel", "reason": "Ill"},
        seen_by=SIGNED_IN,
    ),
    "salon-registration": Route({"PUT": SIGNED_IN, "DELETE": SIGNED_IN}, kwargs=SALON),
    "salon-calendar": Route({"GET": ME | HOSTS}, kwargs=SALON),
    "salon-feedback": Route(
        {"GET": HOSTS, "PUT": ME}, kwargs=SALON, body=lambda world: {"rating": 5}, seen_by=SIGNED_IN
    ),
    "salon-guests": Route({"GET": HOSTS}, kwargs=SALON, seen_by=SIGNED_IN),
    "salon-check-ins": act(
        HOSTS,
        kwargs=SALON,
        body=lambda world: {"arrivals": [{"code": "ABC", "at": timezone.now().isoformat()}]},
        seen_by=SIGNED_IN,
    ),
    "salon-room": Route({"GET": INSIDE}, kwargs=LIVE, seen_by=SIGNED_IN),
    "salon-questions": act(PARTICIPANTS, kwargs=LIVE, body=lambda world: {"body": "Why?"}, seen_by=SIGNED_IN),
    "salon-hand": Route({"PUT": PARTICIPANTS, "DELETE": PARTICIPANTS}, kwargs=LIVE, seen_by=SIGNED_IN),
    "salon-guest": act(
        HOSTS,
        kwargs=lambda world: {"salon_id": world["live_salon"].pk, "person_id": world["ana"].pk},
        body=lambda world: {"action": "lower"},
        seen_by=SIGNED_IN,
    ),
    "salon-question": Route({"GET": INSIDE, "DELETE": ME}, kwargs=QUESTION, seen_by=SIGNED_IN),
    "salon-question-vote": Route({"PUT": BEN, "DELETE": BEN}, kwargs=QUESTION, seen_by=SIGNED_IN),
    "salon-question-reply": Route(
        {"PUT": HOSTS}, kwargs=QUESTION, body=lambda world: {"body": "So."}, seen_by=SIGNED_IN
    ),
    "salon-question-moderation": act(HOSTS, kwargs=QUESTION, body=lambda world: {"action": "pin"}, seen_by=SIGNED_IN),
    "salon-question-report": act(
        INSIDE - ME, kwargs=QUESTION, body=lambda world: {"reason": "spam"}, seen_by=SIGNED_IN
    ),
}

SALON_COMMANDS = {"salon.ask", "salon.hand", "salon.vote", "salon.watch"}
"""What the socket takes of who has a seat, and of nobody else."""
