"""Which conversations a page of the inbox shows, in which order: who has waited longest for the person stands first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from apps.accounts.models import User
from apps.chat.candidates.selectors import tagged
from apps.chat.conversations.models import InboxPlace, Participant
from apps.chat.conversations.sections import OPEN_SECTIONS, QUEUE_ORDER, RANKS, Section
from apps.chat.mentions.selectors import unread_mentions
from apps.chat.reading.selectors import with_unread
from apps.language.folding import fold

LINES = 20
"""A screen and a half; the next come while one scrolls."""

FOLDS_FROM = 3
"""So many new greetings for one job stand behind one line."""

MOST_FOLDS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the inbox is asked for; empty is no wish. `tag` is a tag of the company;
    `mentioned` are those in which somebody named the person in what they haven't read."""

    section: str = ""
    query: str = ""
    job: int = 0
    tag: int = 0
    mentioned: bool = False
    offset: int = 0

    @property
    def sections(self) -> Sequence[str]:
        if self.section in Section.values:
            return [self.section]
        # Who searches finds what is put away, too, below the rest.
        return list(Section.values) if self.query else [str(section) for section in OPEN_SECTIONS]

    @property
    def is_filtered(self) -> bool:
        return bool(self.query or self.job or self.tag or self.mentioned)


@dataclass(frozen=True, slots=True)
class Fold:
    """New greetings for one job, behind one line."""

    job: int
    title: str
    count: int
    since: datetime | None


def queue_page(
    user: User, wanted: Wanted, folds: Sequence[Fold], *, mine: QuerySet[Participant], is_large: bool
) -> list[Participant]:
    """A page and one more of `mine` (the person's `participants_in_inbox`), `with_unread`; what lies in the folds is
    left out. A large inbox is read by its places."""
    page = slice(wanted.offset, wanted.offset + LINES + 1)
    participants = mine.filter(Q(section__in=wanted.sections))
    folded = [fold.job for fold in folds]
    if wanted.is_filtered or not is_large:
        rows = matching(participants, user, wanted)
        if folded:
            rows = rows.exclude(Q(section=Section.NEW), conversation__job__in=folded)
        return list(with_unread(rows.order_by(*QUEUE_ORDER))[page])
    places = InboxPlace.objects.filter(_ranks_of(wanted.sections), user=user)
    if folded:
        places = places.exclude(_ranks_of([Section.NEW]), job__in=folded)
    ids = list(places.order_by("rank", "waits_since", F("moved_at").desc()).values_list("pk", flat=True)[page])
    # A place may be late: what has moved elsewhere since isn't shown here.
    return list(with_unread(participants.filter(pk__in=ids).order_by(*QUEUE_ORDER)))


def matching(participants: QuerySet[Participant], user: User, wanted: Wanted) -> QuerySet[Participant]:
    """Those that the words, the job, the tag and the mentions leave over."""
    if wanted.mentioned:
        participants = participants.filter(unread_mentions())
    if wanted.job:
        participants = participants.filter(conversation__job=wanted.job)
    if wanted.tag:
        participants = participants.filter(conversation__candidate__in=tagged(user, wanted.tag).values("candidate"))
    # Of each conversation its people: among everybody's names a word would be looked for in the whole table.
    others = Participant.objects.filter(conversation=OuterRef("conversation"), left_at=None).exclude(user=user)
    for word in fold(wanted.query).split()[:5]:
        participants = participants.filter(
            Q(conversation__title__icontains=word)
            | Q(conversation__company__name__icontains=word)
            | Exists(others.filter(user__name__icontains=word))
        )
    return participants


def section_counts(user: User, *, mine: QuerySet[Participant], is_large: bool) -> dict[str, int]:
    """How many conversations lie in each section; one query."""
    if is_large:
        rows = InboxPlace.objects.filter(user=user).values_list("rank").annotate(count=Count("pk"))
        counts = dict.fromkeys(Section.values, 0)
        for rank, count in rows:
            counts[Section.values[rank // 2]] += count
        return counts
    lines: Any = mine.order_by()
    return dict.fromkeys(Section.values, 0) | dict(lines.values_list("section").annotate(count=Count("pk")))


def greeting_folds(user: User, *, mine: QuerySet[Participant], is_large: bool) -> list[Fold]:
    """The jobs with so many new greetings that they stand behind one line each; who waits longest first."""
    if not user.is_recruiter:
        return []
    by_job: Any
    if is_large:
        rows = InboxPlace.objects.filter(_ranks_of([Section.NEW]), user=user, job__isnull=False)
        by_job = rows.values("job", title=F("job__title")).annotate(count=Count("pk"), since=Min("waits_since"))
    else:
        new = mine.order_by().filter(Q(section=Section.NEW), conversation__job__isnull=False)
        by_job = new.values(job=F("conversation__job"), title=F("conversation__job__title")).annotate(
            count=Count("pk"), since=Min("conversation__waiting_since")
        )
    return [Fold(**row) for row in by_job.filter(count__gte=FOLDS_FROM).order_by("since", "job")[:MOST_FOLDS]]


def _ranks_of(sections: Sequence[str]) -> Q:
    """Sections that follow each other, as a range of ranks."""
    first = min(RANKS[Section(section)] for section in sections)
    last = max(RANKS[Section(section)] for section in sections)
    return Q(rank__gte=first, rank__lt=last + 2)
