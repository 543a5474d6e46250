from datetime import UTC, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.accounts.models import Block, User
from apps.chat.models import Answer
from apps.gamification.kudos.models import Kudos

A_DAY = 3
"""So many thanks a person may give in a day of UTC; those not given are gone."""
ONCE_IN = timedelta(days=30)
"""The same person once within this."""
OFFERED = 30


def given_today(person: User, *, now: datetime) -> int:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Kudos.objects.filter(giver=person, given_at__gte=midnight).count()


def left_today(person: User, *, now: datetime) -> int:
    return max(0, A_DAY - given_today(person, now=now))


def whom_one_may_thank(person: User) -> QuerySet[User]:
    """With whom one had a talk in which both said something; not who blocked one, or is blocked."""
    talks = Answer.objects.two_sided()
    with_me = talks.filter(Q(answerer=OuterRef("pk"), asker=person) | Q(asker=OuterRef("pk"), answerer=person))
    people = User.objects.filter(Exists(with_me), is_active=True).exclude(pk=person.pk)
    people = people.exclude(pk__in=Block.objects.filter(blocker=person).values("blocked"))
    return people.exclude(pk__in=Block.objects.filter(blocked=person).values("blocker"))


def to_thank(person: User, *, now: datetime) -> list[User]:
    """Those of them whom one hasn't thanked lately, at most 30."""
    lately = Kudos.objects.filter(giver=person, given_at__gt=now - ONCE_IN).values("receiver")
    return list(whom_one_may_thank(person).exclude(pk__in=lately).order_by("name", "pk")[:OFFERED])


def thanks_of(person: User) -> QuerySet[Kudos]:
    """What one received, newest first; without what comes from people whom one blocked."""
    blocked = Block.objects.filter(blocker=person).values("blocked")
    return Kudos.objects.filter(receiver=person).exclude(giver__in=blocked).select_related("giver")


def thankers_of(person_id: int) -> int:
    """How many different people thanked somebody, for others to see; 0 for who hides recognition."""
    shown = Kudos.objects.filter(receiver=person_id).exclude(receiver__member__hides_all=True)
    return shown.aggregate(people=Count("giver", distinct=True))["people"]
