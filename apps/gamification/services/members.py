from apps.accounts.models import User
from apps.gamification.models import Member


def set_visibility(*, person: User, hides_all: bool, hides_popups: bool) -> Member:
    """What of points, levels and missions the person wants to see. Nothing is lost by hiding it."""
    member, _created = Member.objects.update_or_create(
        person=person, defaults={"hides_all": hides_all, "hides_popups": hides_popups}
    )
    return member
