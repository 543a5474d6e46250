"""What waits for a company: everybody who recruits for it sees who has waited longest, for whom and about what.

Names, the job and the time, no more: what was said is read by who takes part.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, QuerySet

from apps.accounts.models import User
from apps.accounts.people.selectors import are_parted
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.moments import iso
from apps.errors import NotAllowed

MOST_GROUPS = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait for one person, or about one job, and since when the oldest does."""

    id: int
    name: str
    count: int
    since: datetime | None

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "count": self.count, "since": iso(self.since)}


def unanswered(viewer: User, *, person: int = 0, job: int = 0) -> QuerySet[Conversation]:
    """Conversations of the viewer's company in which a candidate waits, the longest waiting first. Raises NotAllowed
    for who recruits for no company."""
    if viewer.company_id is None or not viewer.is_recruiter:
        raise NotAllowed
    ours = Conversation.objects.filter(
        kind=Conversation.Kind.JOB, company=viewer.company_id, waiting_for__isnull=False, waiting_since__isnull=False
    ).exclude(waiting_for=F("candidate"))
    # Nobody can answer whom they blocked, or who blocked them.
    ours = ours.exclude(are_parted("waiting_for", "candidate"))
    if person:
        ours = ours.filter(waiting_for=person)
    if job:
        ours = ours.filter(job=job)
    return ours.select_related("candidate", "waiting_for", "job").order_by("waiting_since", "pk")


def by_person(viewer: User) -> list[Waiting]:
    """Whoever has left somebody waiting longest stands first."""
    return _grouped(unanswered(viewer), "waiting_for", "waiting_for__name")


def by_job(viewer: User) -> list[Waiting]:
    return _grouped(unanswered(viewer).filter(job__isnull=False), "job", "job__title")


def _grouped(conversations: QuerySet[Conversation], key: str, name: str) -> list[Waiting]:
    groups: Any = conversations.order_by().values(key, name).annotate(count=Count("pk"), since=Min("waiting_since"))
    return [
        Waiting(id=row[key], name=row[name], count=row["count"], since=row["since"])
        for row in groups.order_by("since", key)[:MOST_GROUPS]
    ]


def unanswered_dict(conversation: Conversation) -> dict[str, Any]:
    candidate, waiting = conversation.candidate, conversation.waiting_for
    return {
        "conversation": conversation.pk,
        "candidate": conversation.candidate_id,
        "candidate_name": candidate.name if candidate else "",
        "job": conversation.job_id,
        "title": conversation.title,
        "stage": conversation.stage,
        "waiting_for": conversation.waiting_for_id,
        "waiting_for_name": waiting.name if waiting else "",
        "waiting_since": iso(conversation.waiting_since),
    }
