from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.functional import cached_property

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.education.experts.selectors import is_expert
from apps.education.salons.errors import RegisterFirst
from apps.education.salons.models import Salon, SalonGuest, held_by
from apps.errors import InvalidInput, NotAllowed, NotFound

WHEN = ("upcoming", "mine", "past")

State = SalonGuest.State


@dataclass(frozen=True)
class Attendance:
    """How an event stands for one reader."""

    salon: Salon
    reader: User
    now: datetime

    @cached_property
    def guest(self) -> SalonGuest | None:
        """Their registration; None where they never had one, or don't come any more."""
        mine = SalonGuest.objects.filter(salon=self.salon, person=self.reader)
        return mine.exclude(state=State.GONE).first()

    @cached_property
    def counts(self) -> dict[str, int]:
        return counts_of(self.salon)

    @property
    def seats_left(self) -> int | None:
        """None where there is no bound."""
        return None if self.salon.seats is None else max(0, self.salon.seats - self.counts["seated"])

    @cached_property
    def place_in_line(self) -> int:
        """1 for who moves up next; 0 for who doesn't wait."""
        if self.guest is None or self.guest.state != State.WAITING:
            return 0
        return list(waiting(self.salon).values_list("pk", flat=True)).index(self.guest.pk) + 1

    @cached_property
    def holds(self) -> bool:
        return holds(self.salon, self.reader)

    @cached_property
    def hosts(self) -> list[User]:
        return hosts_of(self.salon)

    @cached_property
    def is_host(self) -> bool:
        return is_host(self.salon, self.reader)

    @property
    def is_live(self) -> bool:
        return self.salon.is_live(self.now)

    @property
    def is_past(self) -> bool:
        return self.salon.is_past(self.now)

    @property
    def may_enter(self) -> bool:
        return self.salon.is_online and (self.is_host or (self.guest is not None and self.guest.is_seated))


def may_host(person: User) -> bool:
    """Experts, and operators who look after events."""
    return person.has_perm("education.change_salon") or is_expert(person)


def is_host(salon: Salon, person: User) -> bool:
    return holds(salon, person) or person.has_perm("education.change_salon")


def holds(salon: Salon, person: User) -> bool:
    """Its host or one of the further ones."""
    return salon.host_id == person.pk or salon.co_hosts.filter(pk=person.pk).exists()


def hosts_of(salon: Salon) -> list[User]:
    """Whoever is responsible comes first."""
    return [salon.host, *salon.co_hosts.order_by("pk")]


def salon_for(reader: User, salon_id: int) -> Salon:
    """Raises NotFound."""
    found = Salon.objects.seen_by(reader).select_related("host").filter(pk=salon_id).first()
    if found is None:
        raise NotFound
    return found


def hosted(person: User, salon_id: int) -> Salon:
    """Raises NotFound, and NotAllowed for who isn't its host."""
    salon = salon_for(person, salon_id)
    if not is_host(salon, person):
        raise NotAllowed
    return salon


def entered(person: User, salon_id: int) -> Salon:
    """An online event whose room is open to this person: as a host, or with a seat. Raises NotFound, RegisterFirst."""
    salon = salon_for(person, salon_id)
    if not salon.is_online:
        raise NotFound
    if not is_host(salon, person) and not _seated(salon, person).exists():
        raise RegisterFirst
    return salon


def listed(reader: User, *, when: str, way: str, now: datetime) -> QuerySet[Salon]:
    """The next one first; of past ones the last. "mine" are those one hosts or registered for. Raises InvalidInput."""
    if when not in WHEN or way not in ("", *Salon.Way.values):
        raise InvalidInput(field="way" if when in WHEN else "when")
    salons = (
        Salon.objects.seen_by(reader)
        .select_related("host")
        .annotate(number_seated=Count("guests", filter=Q(guests__state=State.SEATED)))
    )
    if way:
        salons = salons.filter(way=way)
    if when == "mine":
        coming = SalonGuest.objects.filter(person=reader).exclude(state=State.GONE)
        return salons.filter(held_by(reader) | Q(pk__in=coming.values("salon"))).order_by("-starts_at", "-pk")
    salons = salons.filter(state=Salon.State.OPEN)
    if when == "past":
        return salons.filter(ends_at__lte=now).order_by("-starts_at", "-pk")
    return salons.filter(ends_at__gt=now).order_by("starts_at", "pk")


def seated(salon: Salon) -> QuerySet[SalonGuest]:
    return SalonGuest.objects.filter(salon=salon, state=State.SEATED)


def waiting(salon: Salon) -> QuerySet[SalonGuest]:
    """In the order in which they move up."""
    return SalonGuest.objects.filter(salon=salon, state=State.WAITING).order_by("joined_at", "pk")


def guests_of(salon: Salon, reader: User) -> QuerySet[SalonGuest]:
    """Who comes, and who waits, for the event's hosts."""
    coming = SalonGuest.objects.filter(salon=salon).exclude(state=State.GONE).exclude(person__in=blocked_ids(reader))
    return coming.select_related("person").order_by("state", "joined_at", "pk")


def counts_of(salon: Salon) -> dict[str, int]:
    counted = SalonGuest.objects.filter(salon=salon).aggregate(
        seated=Count("pk", filter=Q(state=State.SEATED)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        came=Count("pk", filter=Q(came_at__isnull=False)),
    )
    return dict(counted)


def feedback_on(salon: Salon) -> QuerySet[SalonGuest]:
    return SalonGuest.objects.filter(salon=salon, rating__isnull=False).select_related("person").order_by("-rated_at")


def average_of(salon: Salon) -> float | None:
    """Stars, 1–5; None before the first."""
    return feedback_on(salon).order_by().aggregate(stars=Avg("rating"))["stars"]


def _seated(salon: Salon, person: User) -> QuerySet[SalonGuest]:
    return seated(salon).filter(person=person)
