from apps.accounts.people.models import User
from apps.accounts.segments.models import Trait


def trait(person: User, key: str, default: str = "") -> str:
    found = Trait.objects.filter(person=person, key=key).first()
    return found.value if found else default
