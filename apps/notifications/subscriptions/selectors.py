from collections.abc import Iterable

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.notifications.subscriptions.models import PushSubscription
from apps.realtime.credentials import keys_that_hold


def with_browsers(people: Iterable[int]) -> set[int]:
    """Those of them who get pushes somewhere."""
    return set(PushSubscription.objects.filter(person__in=people).values_list("person", flat=True))


def browsers_of(person: User) -> QuerySet[PushSubscription]:
    """Where a person gets pushes, the newest first. What ended with its sign-in, whoever ended that, isn't there any
    more."""
    own = PushSubscription.objects.filter(person=person)
    keys = dict(own.values_list("pk", "credential"))
    holding = keys_that_hold(keys.values())
    ended = [pk for pk, key in keys.items() if key not in holding]
    if ended:
        own.filter(pk__in=ended).delete()
    return own
