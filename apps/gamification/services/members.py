from apps.accounts.models import User
from apps.gamification.models import Member


def set_visibility(*, person: User, hides_all: bool, hides_popups: bool) -> Member:
    """What of points, levels and missions the person wants to see. Nothing is lost by hiding it."""
    member, _created = Member.objects.update_or_create(
        person=person, defaults={"hides_all": hides_all, "hides_popups": hides_popups}
    )
    return member


def lock_members(*people: int | None) -> list[Member]:
    """Holds the rows of these people until the transaction ends, in one order everywhere; erased people have none."""
    wanted = {person for person in people if person is not None}
    rows = Member.objects.select_for_update().filter(person__in=wanted).order_by("person_id")
    members = list(rows)
    if len(members) == len(wanted):
        return members
    new = User.objects.filter(pk__in=wanted, member=None).order_by("pk").values_list("pk", flat=True)
    Member.objects.bulk_create([Member(person_id=person) for person in new], ignore_conflicts=True)
    return list(rows.all())
