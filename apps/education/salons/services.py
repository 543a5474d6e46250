"""Making events, agreeing to them, moving and cancelling them. Everybody whom it concerns hears of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from apps.accounts.models import User
from apps.education.interests.services import take_back
from apps.education.interests.topics import topics_for
from apps.education.posts.writing import refuse_contacts
from apps.education.salons.errors import MayNotHost, NoPlace, NoWords, SalonOver, SeatsTaken, WrongTimes
from apps.education.salons.kinds import AGREED, CANCELLED, CHANGED, REFUSED, tell
from apps.education.salons.locking import locked
from apps.education.salons.models import Salon
from apps.education.salons.registering import move_up, withdraw
from apps.education.salons.reminders import cancel_for, plan_for
from apps.education.salons.selectors import hosts_of, is_host, may_host, seated
from apps.education.salons.worth import KIND as WORTH
from apps.errors import InvalidInput, NotAllowed
from apps.language import UnusableText, clean

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=12)
FURTHEST = timedelta(days=365)
WORDS = {"title_en": 120, "title_zh": 120, "about_en": 2000, "about_zh": 2000, "place": 200}
CHANGEABLE = (*WORDS, "topic", "way", "starts_at", "ends_at", "zone", "seats")
MOVES = ("way", "place", "starts_at", "ends_at")
"""What calendars and guests must hear of."""

State = Salon.State


@transaction.atomic
def save_salon(*, salon: Salon, by: User, co_hosts: Iterable[User] | None = None, now: datetime | None = None) -> Salon:
    """Makes an event or changes one, as the values of `salon` say; None leaves its further hosts as they are. An
    expert's own waits for an operator. Raises MayNotHost, NotAllowed, NoWords, NoPlace, WrongTimes, ContactInPost, and
    for one that is there SalonOver and SeatsTaken."""
    now = now or timezone.now()
    check(salon)
    saved = _make(salon, by, now) if salon.pk is None else _change(salon, by, now)
    if co_hosts is not None:
        saved.co_hosts.set(person for person in co_hosts if person.pk != saved.host_id)
        if saved.state == State.OPEN:
            plan_for(saved, hosts_of(saved), now=now)
    return saved


@transaction.atomic
def agree(*, salon: Salon, by: User, now: datetime | None = None) -> Salon:
    """An operator lets a proposed event take place; twice is once. Raises NotAllowed, SalonOver."""
    now = now or timezone.now()
    salon = _decided(salon, by)
    if salon.state == State.OPEN:
        return salon
    if salon.state != State.PROPOSED or salon.starts_at <= now:
        raise SalonOver
    salon.state, salon.reason = State.OPEN, ""
    salon.save(update_fields=["state", "reason", "updated_at"])
    plan_for(salon, hosts_of(salon), now=now)
    tell(AGREED, salon, salon.host, cause=f"salon:{salon.pk}:agreed", now=now)
    return salon


@transaction.atomic
def refuse(*, salon: Salon, by: User, reason: str, now: datetime | None = None) -> Salon:
    """An operator doesn't want a proposed event, and says why. Raises NotAllowed, InvalidInput, SalonOver."""
    salon, now = _decided(salon, by), now or timezone.now()
    if salon.state == State.REFUSED:
        return salon
    if salon.state != State.PROPOSED:
        raise SalonOver
    salon.state, salon.reason = State.REFUSED, checked_reason(reason)
    salon.save(update_fields=["state", "reason", "updated_at"])
    tell(REFUSED, salon, salon.host, cause=f"salon:{salon.pk}:refused", now=now)
    return salon


@transaction.atomic
def call_off(*, salon: Salon, by: User, reason: str, now: datetime | None = None) -> Salon:
    """A host cancels it; whoever has a seat, waits or hosts hears why. Twice is once. Raises NotAllowed, InvalidInput,
    SalonOver."""
    now, salon = now or timezone.now(), locked(salon)
    if not is_host(salon, by):
        raise NotAllowed
    if salon.state == State.CANCELLED:
        return salon
    if salon.state == State.REFUSED or salon.ends_at <= now:
        raise SalonOver
    was_open = salon.state == State.OPEN
    salon.state, salon.reason, salon.sequence = State.CANCELLED, checked_reason(reason), salon.sequence + 1
    salon.save(update_fields=["state", "reason", "sequence", "updated_at"])
    cancel_for(salon, now=now)
    take_back(kind=WORTH, item=str(salon.pk), now=now)
    for person in _concerned(salon) if was_open else ():
        if person.pk != by.pk:
            tell(CANCELLED, salon, person, cause=f"salon:{salon.pk}:cancelled", now=now)
    return salon


@transaction.atomic
def leave_events(person: User, *, now: datetime | None = None) -> None:
    """For who closes their account: what they host doesn't take place, and their seats go to who waits."""
    now = now or timezone.now()
    to_come = Salon.objects.filter(ends_at__gt=now, state__in=(State.OPEN, State.PROPOSED))
    for salon in to_come.filter(host=person):
        # Translators: the reason that guests read.
        call_off(salon=salon, by=person, reason=gettext("The host can't hold it."), now=now)
    for salon in to_come.filter(guests__person=person):
        withdraw(salon=salon, person=person, now=now)


def check(salon: Salon) -> None:
    """Puts its words right. Raises InvalidInput (also for a topic that there isn't), NoWords, NoPlace,
    ContactInPost, WrongTimes."""
    for name, most in WORDS.items():
        text = getattr(salon, name)
        try:
            text = clean(text, max_length=most) if text.strip() else ""
        except UnusableText as error:
            raise InvalidInput(field=name) from error
        setattr(salon, name, text if name.startswith("about") else " ".join(text.split()))
    if not (salon.title_en and salon.about_en) and not (salon.title_zh and salon.about_zh):
        raise NoWords(field="title_en")
    refuse_contacts("\n".join([salon.title_en, salon.title_zh, salon.about_en, salon.about_zh]))
    if salon.topic and not _is_topic(salon):
        raise InvalidInput(gettext("There is no such topic."), field="topic")
    if salon.is_online:
        salon.place = ""
    elif not salon.place:
        raise NoPlace(field="place")
    if not SHORTEST <= salon.ends_at - salon.starts_at <= LONGEST:
        raise WrongTimes(field="starts_at")


def _is_topic(salon: Salon) -> bool:
    """One that there is, or that it had already."""
    is_there = salon.topic in {topic.key for topic in topics_for(None)}
    return is_there or Salon.objects.filter(pk=salon.pk, topic=salon.topic).exists()


def checked_reason(reason: str) -> str:
    try:
        return clean(reason, max_length=300)
    except UnusableText as error:
        raise InvalidInput(field="reason") from error


def _make(salon: Salon, by: User, now: datetime) -> Salon:
    if not may_host(by):
        raise MayNotHost
    _check_begin(salon, now)
    salon.state = State.OPEN if by.has_perm("education.change_salon") else State.PROPOSED
    salon.save()
    if salon.state == State.OPEN:
        plan_for(salon, [salon.host], now=now)
    return salon


def _change(changed: Salon, by: User, now: datetime) -> Salon:
    salon = locked(changed)
    if not is_host(salon, by):
        raise NotAllowed
    if salon.state not in (State.OPEN, State.PROPOSED) or salon.ends_at <= now:
        raise SalonOver
    is_moved = any(getattr(salon, name) != getattr(changed, name) for name in MOVES)
    if is_moved:
        _check_begin(changed, now)
    if changed.seats is not None and seated(salon).count() > changed.seats:
        raise SeatsTaken(field="seats")
    for name in CHANGEABLE:
        setattr(salon, name, getattr(changed, name))
    salon.sequence += is_moved
    salon.save()
    move_up(salon, now=now)
    if is_moved and salon.state == State.OPEN:
        people = _concerned(salon)
        for person in people:
            if person.pk != by.pk:
                tell(CHANGED, salon, person, cause=f"salon:{salon.pk}:changed:{salon.sequence}", now=now)
        guests = seated(salon).select_related("person")
        plan_for(salon, [*hosts_of(salon), *(guest.person for guest in guests)], now=now)
    return salon


def _concerned(salon: Salon) -> list[User]:
    """The hosts, whoever has a seat, and whoever waits for one."""
    coming = salon.guests.exclude(state="gone").select_related("person").order_by("pk")
    return [*hosts_of(salon), *(guest.person for guest in coming)]


def _decided(salon: Salon, by: User) -> Salon:
    if not by.has_perm("education.change_salon"):
        raise NotAllowed
    return locked(salon)


def _check_begin(salon: Salon, now: datetime) -> None:
    if not now < salon.starts_at <= now + FURTHEST:
        raise WrongTimes(field="starts_at")
