from datetime import datetime, timedelta

from apps.accounts.people.models import User
from apps.accounts.segments.models import LENT, Trait


def set_trait(*, person: User, key: str, value: str, source: str, until: datetime | None = None) -> Trait:
    """Hands a fact about a person down to the apps that go by it. `source` names who says so."""
    trait, _is_new = Trait.objects.update_or_create(
        person=person, key=key, defaults={"value": value, "source": source, "until": until}
    )
    return trait


def lend_trait(*, person: User, key: str, value: int, hours: int, source: str, now: datetime) -> None:
    """So many hours more of it, behind what is lent already. The caller holds a lock of the person's."""
    lent = Trait.objects.filter(person=person, key=key + LENT, until__gt=now).first()
    since = lent.until if lent and lent.until else now
    set_trait(person=person, key=key + LENT, value=str(value), source=source, until=since + timedelta(hours=hours))


def call_in_trait(*, person_id: int, key: str, hours: int, now: datetime) -> int:
    """Ends it so many hours earlier; what has passed is used. How many hours were left to take."""
    lent = Trait.objects.filter(person=person_id, key=key + LENT, until__gt=now).first()
    if lent is None or lent.until is None:
        return 0
    until = max(now, lent.until - timedelta(hours=hours))
    Trait.objects.filter(pk=lent.pk).update(until=until)
    return round((lent.until - until) / timedelta(hours=1))


def clear_trait(*, person: User, key: str) -> None:
    Trait.objects.filter(person=person, key=key).delete()
