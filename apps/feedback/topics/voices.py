"""Whose matter a topic is: distinct people who said "me too" or reported it, merged topics included."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import F, QuerySet
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


def votes(topics: Iterable[Topic]) -> dict[int, int]:
    """For each topic how many people it concerns, counted by the database."""
    numbers = [topic.pk for topic in topics]
    if not numbers:
        return {}
    root = Coalesce(F("topic__merged_into"), F("topic"))
    said = TopicSupport.objects.annotate(root=root).filter(root__in=numbers).order_by().values_list("root", "person")
    told = Ticket.objects.filter(reporter__isnull=False).annotate(root=root).filter(root__in=numbers).order_by()
    sql, parameters = said.union(told.values_list("root", "reporter")).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT voices.root, COUNT(*) FROM ({sql}) AS voices GROUP BY voices.root", parameters)
        counted = dict(cursor.fetchall())
    return {number: counted.get(number, 0) for number in numbers}
