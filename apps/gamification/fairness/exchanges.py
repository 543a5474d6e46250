"""Who has really talked with whom: first answers that say something, answered in earnest. Colleagues of one company are
one party."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from apps.accounts.models import User
from apps.chat.models import Answer

Party = str
"""`company:4`, or `person:7` for who has no company."""


def party_of(person: User) -> Party:
    return _party(person.pk, person.company_id)


def _party(person: int, company: int | None) -> Party:
    return f"company:{company}" if company else f"person:{person}"


@dataclass(frozen=True)
class Exchange:
    one: int
    one_party: Party
    other: int
    other_party: Party
    at: datetime


def exchanges(*, people: Collection[int] | None = None, since: datetime, until: datetime) -> Iterable[Exchange]:
    """Of these people, or of everybody, by when they became two-sided."""
    answers = Answer.objects.two_sided().filter(reciprocated_at__gte=since, reciprocated_at__lte=until)
    if people is not None:
        answers = answers.filter(Q(answerer__in=people) | Q(asker__in=people))
    columns = ("answerer_id", "answerer__company_id", "asker_id", "asker__company_id", "reciprocated_at")
    for answerer, company, asker, other_company, at in answers.order_by("reciprocated_at", "pk").values_list(*columns):
        yield Exchange(answerer, _party(answerer, company), asker, _party(asker, other_company), at)


def partners_of(people: Collection[int], *, since: datetime, until: datetime) -> dict[int, set[Party]]:
    """By person: the parties that they had such exchanges with."""
    found: dict[int, set[Party]] = {person: set() for person in people}
    for exchange in exchanges(people=people, since=since, until=until):
        if exchange.one in found:
            found[exchange.one].add(exchange.other_party)
        if exchange.other in found:
            found[exchange.other].add(exchange.one_party)
    return found
