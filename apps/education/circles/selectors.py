from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from apps.accounts.models import User
from apps.education.circles.models import Circle, CircleMember
from apps.education.circles.recommending import ground_of, reason_for
from apps.errors import NotFound


@dataclass(frozen=True, slots=True)
class Standing:
    """A group as one person finds it; `reason` is why it may be for them, empty where nothing says so."""

    circle: Circle
    members: int
    is_member: bool
    reason: str


def standings(person: User) -> list[Standing]:
    """Own groups first, then those that are recommended, the strongest reason first, then the others."""
    ground = ground_of(person)
    found = [(reason_for(circle, ground), circle) for circle in _counted(person)]
    found.sort(key=lambda one: (not _mine(one[1]), -one[0].strength))
    return [Standing(circle, _members(circle), _mine(circle), reason.words) for reason, circle in found]


def circle_for(slug: str) -> Circle:
    """An open one. Raises NotFound."""
    circle = Circle.objects.open().filter(slug=slug).first()
    if circle is None:
        raise NotFound
    return circle


def standing_in(circle: Circle, person: User) -> Standing:
    counted = _counted(person).get(pk=circle.pk)
    return Standing(circle, _members(counted), _mine(counted), reason_for(circle, ground_of(person)).words)


def is_member(circle: Circle, person: User) -> bool:
    return CircleMember.objects.filter(circle=circle, person=person).exists()


def may_moderate(circle: Circle, person: User) -> bool:
    """Its own moderators, and operators who look after posts."""
    return person.has_perm("education.change_post") or circle.moderators.filter(pk=person.pk).exists()


def _counted(person: User) -> QuerySet[Circle]:
    own = CircleMember.objects.filter(circle=OuterRef("pk"), person=person)
    return Circle.objects.open().annotate(number_of_members=Count("members"), is_mine=Exists(own))


def _members(circle: Circle) -> int:
    return getattr(circle, "number_of_members", 0)


def _mine(circle: Circle) -> bool:
    return bool(getattr(circle, "is_mine", False))
