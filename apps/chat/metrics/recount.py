"""Openings as the conversations and answers themselves have them: what the kept figures must equal."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from apps.chat.answers.models import Answer
from apps.chat.conversations.models import Conversation
from apps.chat.metrics.figures import Figures, Opening, figures_of


def recount(*, since: datetime, until: datetime, now: datetime) -> Figures:
    """The figures of the openings in [since, until). Costs as much as there are."""
    if since >= until:
        return Figures()
    openings = Conversation.objects.filter(opened_at__gte=since, opened_at__lt=until)
    return figures_of(openings_of(openings).values(), now=now)


def openings_by_id(conversation_ids: Iterable[int]) -> dict[int, Opening]:
    """Of those that have an opening."""
    return openings_of(Conversation.objects.filter(pk__in=list(conversation_ids), opened_at__isnull=False))


def openings_of(conversations: QuerySet[Conversation]) -> dict[int, Opening]:
    """Two turns of each side: the opening message is a turn of the side that opened, every answer one of its author's
    side; a side is the candidate, or all who write for the company."""
    first = Answer.objects.filter(conversation=OuterRef("pk"), is_first=True).values("waited_seconds")[:1]
    by_candidate = Q(answers__answerer=F("candidate"))
    rows: Any = conversations.filter(kind=Conversation.Kind.JOB).annotate(
        waited=Subquery(first),
        by_candidate=Count("answers", filter=by_candidate),
        by_company=Count("answers", filter=~by_candidate),
    )
    fields = ("pk", "opened_at", "waited", "by_candidate", "by_company", "opened_by_id", "candidate_id")
    found = {}
    for pk, opened_at, waited, candidates, companys, opened_by, candidate in rows.values_list(*fields):
        needed = (1, 2) if opened_by == candidate else (2, 1)
        found[pk] = Opening(opened_at, waited, is_two_sided=candidates >= needed[0] and companys >= needed[1])
    return found
