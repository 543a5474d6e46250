"""Seats: who has one, who waits for one, who gives it back. All of it under the event's lock, so that of two who want
the last seat at the same moment one waits."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.posts.writing import refuse_contacts
from apps.education.salons.errors import RegisterFirst, SalonNotOver, SalonOver
from apps.education.salons.kinds import MOVED_UP, SEATED, WAITS, tell
from apps.education.salons.locking import locked
from apps.education.salons.models import FEEDBACK_WORDS, Salon, SalonGuest
from apps.education.salons.reminders import cancel_for, plan_for
from apps.education.salons.revisions import next_rev
from apps.education.salons.selectors import holds, seated, waiting
from apps.errors import InvalidInput, NotAllowed
from apps.language import UnusableText, clean
from apps.realtime.hub import push_notice

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other at a door."""
CODE_LENGTH = 6
LEFT = "education.salon_left"
"""The notice that somebody no longer has a seat: their open room hears nothing more."""

State = SalonGuest.State


@transaction.atomic
def register(*, salon: Salon, person: User, now: datetime | None = None) -> SalonGuest:
    """A seat, or a place on the waiting list; the same again changes nothing. Raises SalonOver, and NotAllowed for its
    hosts, who come anyway."""
    now, salon = now or timezone.now(), locked(salon)
    if not salon.is_live(now):
        raise SalonOver
    if holds(salon, person):
        raise NotAllowed
    guest = SalonGuest.objects.filter(salon=salon, person=person).first()
    if guest is None:
        guest = SalonGuest(salon=salon, person=person, code=_new_code(salon))
    elif guest.state != State.GONE:
        return guest
    guest.joined_at = now
    guest.state = State.SEATED if _has_room(salon) else State.WAITING
    guest.sequence += 1
    guest.save()
    if guest.is_seated:
        plan_for(salon, [person], now=now)
    tell(SEATED if guest.is_seated else WAITS, salon, person, cause=_cause(guest), now=now)
    return guest


@transaction.atomic
def withdraw(*, salon: Salon, person: User, now: datetime | None = None) -> None:
    """Gives the seat back, and the next one moves up; twice is once. Raises SalonOver."""
    now, salon = now or timezone.now(), locked(salon)
    if salon.ends_at <= now:
        raise SalonOver
    guest = SalonGuest.objects.filter(salon=salon, person=person).exclude(state=State.GONE).first()
    if guest is None:
        return
    if guest.hand_at is not None:
        guest.hand_at, guest.rev = None, next_rev(salon.pk)
    guest.state, guest.sequence = State.GONE, guest.sequence + 1
    guest.save(update_fields=["state", "hand_at", "rev", "sequence"])
    cancel_for(salon, person, now=now)
    transaction.on_commit(lambda: push_notice(LEFT, {"type": LEFT, "salon": salon.pk, "person": person.pk}))
    move_up(salon, now=now)


def move_up(salon: Salon, *, now: datetime) -> None:
    """Whoever waits longest gets what is free. Its caller holds the event's lock."""
    if salon.state != Salon.State.OPEN:
        return
    line = waiting(salon).select_related("person")
    free = len(line) if salon.seats is None else salon.seats - seated(salon).count()
    for guest in list(line[: max(0, free)]):
        guest.state, guest.sequence = State.SEATED, guest.sequence + 1
        guest.save(update_fields=["state", "sequence"])
        plan_for(salon, [guest.person], now=now)
        tell(MOVED_UP, salon, guest.person, cause=_cause(guest), now=now)


@transaction.atomic
def rate(*, salon: Salon, person: User, rating: int, words: str = "", now: datetime | None = None) -> SalonGuest:
    """How it was, for its hosts alone; again replaces it. Raises RegisterFirst, SalonNotOver, InvalidInput,
    ContactInPost."""
    now = now or timezone.now()
    guest = SalonGuest.objects.select_for_update().filter(salon=salon, person=person, state=State.SEATED).first()
    if guest is None:
        raise RegisterFirst
    if not salon.is_past(now):
        raise SalonNotOver
    if not 1 <= rating <= 5:
        raise InvalidInput(field="rating")
    try:
        words = clean(words, max_length=FEEDBACK_WORDS) if words.strip() else ""
    except UnusableText as error:
        raise InvalidInput(field="words") from error
    refuse_contacts(words)
    guest.rating, guest.words, guest.rated_at = rating, words, now
    guest.save(update_fields=["rating", "words", "rated_at"])
    return guest


def _has_room(salon: Salon) -> bool:
    return salon.seats is None or seated(salon).count() < salon.seats


def _new_code(salon: Salon) -> str:
    taken = set(SalonGuest.objects.filter(salon=salon).values_list("code", flat=True))
    while (code := "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))) in taken:
        pass
    return code


def _cause(guest: SalonGuest) -> str:
    """Another one each time they come."""
    return f"salon:{guest.salon_id}:guest:{guest.sequence}"
