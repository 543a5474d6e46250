"""Events that are worth a look by themselves."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast

from apps.accounts.models import User
from apps.education.interests.registry import Item, register
from apps.education.salons.models import Salon, SalonGuest, held_by
from apps.education.salons.selectors import listed

KIND = "event"
SOON = timedelta(days=14)


def find_events(person: User, topics: Collection[str], now: datetime) -> Iterator[Item]:
    """Those that begin soon and have a seat left; who hosts one, registered for it or gave their seat back knows it."""
    known = held_by(person) | Q(pk__in=SalonGuest.objects.filter(person=person).values("salon"))
    free = Q(seats=None) | Q(number_seated__lt=F("seats"))
    coming = listed(person, when="upcoming", way="", now=now).filter(free, topic__in=list(topics))
    for salon in coming.filter(starts_at__range=(now, now + SOON)).exclude(known):
        url, until = salon.get_absolute_url(), salon.starts_at
        yield Item(salon.topic, str(salon.pk), salon.title_en, salon.title_zh, url, until)


def events_open_to(person: User) -> QuerySet[Salon, str]:
    return Salon.objects.seen_by(person).annotate(key=Cast("pk", CharField())).values_list("key", flat=True)


register(KIND, find_events, opened_by=events_open_to)
