from apps.accounts.models import User
from apps.gamification.members.models import Member


def member_of(person: User) -> Member:
    """The person's choices; the defaults, unsaved, while they made none."""
    return Member.objects.filter(person=person).first() or Member(person=person)
