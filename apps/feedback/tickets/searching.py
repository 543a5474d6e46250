"""Finding tickets in the lists of the console, of which there may be a million.

Django would look through every ticket and its reporter. Here the text is looked up in an index over its pairs of
characters, which finds Chinese and parts of words alike, and people are looked for before their tickets. A word that
many tickets have is no matter for an index: it is read from the newest on, until enough are found.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Lookup, Q, QuerySet, TextField
from django.db.models.lookups import IContains
from django.db.models.sql.compiler import SQLCompiler
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.feedback.correspondents.models import Correspondent
from apps.feedback.tickets.models import Ticket

MOST = 1_000
LATELY = 20_000
OFTEN = 200
"""What so many of the newest tickets say is frequent."""
FREQUENT_AMONG = 100_000
MOST_WORDS = 8


@TextField.register_lookup
class HasPart(Lookup):
    """`body__has_part="…"`: `icontains`, on PostgreSQL by the index `ticket_pairs`."""

    lookup_name = "has_part"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, parameters = IContains(self.lhs, self.rhs).as_sql(compiler, connection)
        return sql, tuple(parameters)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        contains, values = self.as_sql(compiler, connection)
        return f"(feedback_pairs({column}) @> feedback_pairs(%s) AND {contains})", (*parameters, self.rhs, *values)


class SearchedTickets:
    """For a list of tickets in the console."""

    search_fields = ("body",)
    search_help_text = _(
        "Words of the text, the reporter's name or address, or the number. The newest 1,000 are shown; what very many "
        "say is looked for among the newest 100,000 tickets."
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return found_in(queryset, search_term), False


def found_in(tickets: QuerySet[Any], query: str) -> QuerySet[Any]:
    """The newest of these whose text has every word, or whose reporter's name or address has; and the one with this
    number."""
    words = query.split()[:MOST_WORDS]
    if not words:
        return tickets
    found = [*_newest(tickets.filter(_says(words))), *_newest(tickets.filter(_told_by(words)))]
    number = words[0].removeprefix("#")
    if number.isdecimal() and len(number) < 19:
        found.append(int(number))
    return tickets.filter(pk__in=found)


def _newest(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST])


def _says(words: Sequence[str]) -> Q:
    last = Ticket.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    plain = _each(words, "body__icontains")
    lately = Ticket.objects.filter(plain, pk__gt=last - LATELY).order_by("-pk")
    if lately[:OFTEN].count() == OFTEN:
        return plain & Q(pk__gt=last - FREQUENT_AMONG)
    return _each(words, "body__has_part")


def _told_by(words: Sequence[str]) -> Q:
    people = User.objects.filter(_each(words, "name__icontains", "email__icontains"))
    others = Correspondent.objects.filter(_each(words, "name__icontains", "address__icontains", "handle__icontains"))
    return Q(reporter__in=_newest(people)) | Q(correspondent__in=_newest(others))


def _each(words: Sequence[str], *lookups: str) -> Q:
    """Every word is in one of them."""
    every = Q()
    for word in words:
        one = Q()
        for lookup in lookups:
            one |= Q(**{lookup: word})
        every &= one
    return every
