"""Whose matter a topic is: distinct people who said "me too" or reported it, merged topics included."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.feedback.tickets.models import Ticket
from apps.feedback.topics.models import Topic, TopicSupport


def family_of(topic: Topic) -> list[int]:
    return [topic.pk, *topic.merged.values_list("pk", flat=True)]


def supporters_of(topic: Topic) -> QuerySet[User]:
    """The people themselves, each once, in the order of their numbers."""
    family = family_of(topic)
    said = TopicSupport.objects.filter(topic__in=family).order_by().values("person")
    told = Ticket.objects.filter(topic__in=family, reporter__isnull=False).order_by().values("reporter")
    return User.objects.filter(pk__in=said.union(told), is_active=True).order_by("pk")


def spoke_up_before(person: User, topic: Topic, moment: datetime) -> bool:
    """Whether they said "me too" by then, or had reported it: who comes later can't say whether it was fixed."""
    family = family_of(topic)
    return (
        TopicSupport.objects.filter(topic__in=family, person=person, created_at__lte=moment).exists()
        or Ticket.objects.filter(topic__in=family, reporter=person, created_at__lte=moment).exists()
    )


def with_voices(topics: QuerySet[Topic]) -> QuerySet[Any]:
    """Each with `people`, those it concerns, each once, and `told`, its tickets: of a whole with those of its parts, of
    a part its own, which it keeps."""
    said = TopicSupport.objects.filter(topic__in=_family(OuterRef(OuterRef("pk"))))
    told = Ticket.objects.filter(topic__in=_family(OuterRef(OuterRef("pk"))))
    said_too = TopicSupport.objects.filter(
        topic__in=_family(OuterRef(OuterRef(OuterRef("pk")))), person=OuterRef("reporter")
    )
    only_told = told.filter(~Exists(said_too), reporter__isnull=False)
    return topics.annotate(
        people=_how_many(said, "person") + _how_many(only_told, "reporter"), told=_how_many(told, "pk")
    )


def _family(number: OuterRef) -> QuerySet[Any]:
    return Topic.objects.filter(Q(pk=number) | Q(merged_into=number)).order_by().values("pk")


def _how_many(rows: QuerySet[Any], different: str) -> Coalesce:
    counted = rows.order_by().values(one=Value(1)).annotate(number=Count(different, distinct=True))
    return Coalesce(Subquery(counted.values("number")), 0)


def votes(topics: Iterable[Topic]) -> dict[int, int]:
    """For each topic how many people it concerns, counted by the database."""
    numbers = [topic.pk for topic in topics]
    return dict(with_voices(Topic.objects.filter(pk__in=numbers)).order_by().values_list("pk", "people"))


def voices_of(topic: Topic) -> int:
    """How many people it concerns; of a part, those of the whole."""
    whole = topic.merged_into or topic
    return votes([whole])[whole.pk]
