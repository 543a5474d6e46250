from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from apps.accounts.models import User
from apps.gamification.deeds.deed import Deed
from apps.gamification.members.models import Member


def set_visibility(*, person: User, hides_all: bool, hides_popups: bool, **rankings: bool | str) -> Member:
    """What of points, levels and missions the person wants to see, and of `rankings` (`hides_rankings`, `ranking_as`,
    `nickname`) what is to change. Nothing is lost by hiding it."""
    fields = {"hides_all": hides_all, "hides_popups": hides_popups} | rankings
    assert fields.keys() <= {"hides_all", "hides_popups", "hides_rankings", "ranking_as", "nickname"}, fields
    member, _created = Member.objects.update_or_create(person=person, defaults=fields)
    return member


def change_points(*, member: Member, by: int) -> None:
    """The caller holds their lock, and writes the entry that says why."""
    if by:
        member.points += by
        member.save(update_fields=["points"])


@dataclass(frozen=True)
class Doing:
    """A deed, who did it, and the other side where it isn't erased. Their rows are held until the transaction ends, so
    that what is counted of them stays true."""

    deed: Deed
    member: Member
    counterparty: User | None

    @property
    def person(self) -> User:
        return self.member.person

    def with_facts(self, facts: Mapping[str, Any]) -> "Doing":
        """What is known of the person beside what is known of the deed."""
        return replace(self, deed=replace(self.deed, facts={**self.deed.facts, **facts}))


def lock_doings(deeds: Sequence[Deed]) -> list[Doing]:
    """Without those of people who are erased or closed: nobody is left to be thanked."""
    members = lock_members(*(person for deed in deeds for person in (deed.person_id, deed.counterparty_id)))
    found = []
    for deed in deeds:
        doer, other = members.get(deed.person_id), members.get(deed.counterparty_id or 0)
        if doer is not None and doer.person.is_active:
            found.append(Doing(deed=deed, member=doer, counterparty=other.person if other else None))
    return found


def lock_members(*people: int | None) -> dict[int, Member]:
    """Holds the rows of these people until the transaction ends, in one order everywhere; erased people have none."""
    wanted = {person for person in people if person is not None}
    locked = Member.objects.select_for_update(of=("self",)).select_related("person")
    rows = locked.filter(person__in=wanted).order_by("person_id")
    members = list(rows)
    if len(members) < len(wanted):
        new = User.objects.filter(pk__in=wanted, member=None).order_by("pk").values_list("pk", flat=True)
        Member.objects.bulk_create([Member(person_id=person) for person in new], ignore_conflicts=True)
        members = list(rows.all())
    return {member.person_id: member for member in members}
