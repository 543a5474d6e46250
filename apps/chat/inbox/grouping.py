"""The inbox by job: how many conversations wait, are new, are under way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from apps.accounts.models import User
from apps.chat.conversations.models import InboxPlace
from apps.chat.conversations.places import has_places
from apps.chat.conversations.sections import RANKS, Section
from apps.chat.inbox.selectors import participants_in_inbox

MOST_GROUPS = 50


@dataclass(frozen=True, slots=True)
class JobGroup:
    """A job's conversations in the person's inbox. `others` wait for the other side."""

    job: int
    title: str
    waiting: int
    new: int
    others: int

    def as_dict(self) -> dict[str, Any]:
        return {"job": self.job, "title": self.title, "mine": self.waiting, "new": self.new, "theirs": self.others}


def by_job(user: User, *, now: datetime) -> list[JobGroup]:
    """Those with the most to do first; what is closed, snoozed or archived doesn't count. One query."""
    found: Any
    if has_places(user.pk):
        rows = InboxPlace.objects.filter(user=user, job__isnull=False, rank__lt=RANKS[Section.CLOSED])
        found = rows.values("job", title=F("job__title")).annotate(
            waiting=_ranked(Section.MINE), new=_ranked(Section.NEW), others=_ranked(Section.THEIRS)
        )
    else:
        sections = [Section.MINE, Section.NEW, Section.THEIRS]
        lines = participants_in_inbox(user, now=now).order_by()
        lines = lines.filter(Q(section__in=sections), conversation__job__isnull=False)
        found = lines.values(job=F("conversation__job"), title=F("conversation__job__title")).annotate(
            waiting=Count("pk", filter=Q(section=Section.MINE)),
            new=Count("pk", filter=Q(section=Section.NEW)),
            others=Count("pk", filter=Q(section=Section.THEIRS)),
        )
    return [JobGroup(**row) for row in found.order_by("-waiting", "-new", "-others", "job")[:MOST_GROUPS]]


def _ranked(section: Section) -> Count:
    first = RANKS[section]
    return Count("pk", filter=Q(rank__gte=first, rank__lt=first + 2))
