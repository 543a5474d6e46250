from datetime import datetime

from apps.accounts.people.models import User
from apps.accounts.segments.models import Trait


def set_trait(*, person: User, key: str, value: str, source: str, until: datetime | None = None) -> Trait:
    """Hands a fact about a person down to the apps that go by it. `source` names who says so."""
    trait, _is_new = Trait.objects.update_or_create(
        person=person, key=key, defaults={"value": value, "source": source, "until": until}
    )
    return trait


def clear_trait(*, person: User, key: str) -> None:
    Trait.objects.filter(person=person, key=key).delete()
