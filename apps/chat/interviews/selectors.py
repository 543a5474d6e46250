"""A person's interviews, and what they have at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.interviews.models import Interview, InterviewQuerySet
from apps.chat.interviews.slots import Span
from apps.chat.interviews.wording import with_words
from apps.errors import NotFound

Standing = Interview.Standing
MOST_TAKEN = 200
"""Of one's interviews, so many are looked at for overlaps."""


def with_people(interviews: InterviewQuerySet) -> InterviewQuerySet:
    return interviews.select_related(
        "card", "conversation__company", "conversation__candidate", "conversation__recruiter"
    )


def upcoming(user: User, *, now: datetime | None = None) -> InterviewQuerySet:
    """Agreed ones that aren't over, the next one first."""
    now = now or timezone.now()
    mine = Interview.objects.for_user(user).filter(standing=Standing.AGREED, ends_at__gt=now)
    return with_people(mine).order_by("starts_at", "pk")


def waiting(user: User) -> InterviewQuerySet:
    """Those for which a time is still to be found, the newest first."""
    return with_people(Interview.objects.for_user(user).filter(standing=Standing.ASKED)).order_by("-pk")


def past(user: User, *, now: datetime | None = None) -> InterviewQuerySet:
    """Those that were, and what was called off after it had been agreed; the latest first."""
    now = now or timezone.now()
    is_past = Q(standing__in=[Standing.OVER, Standing.OFF]) | Q(standing=Standing.AGREED, ends_at__lte=now)
    mine = Interview.objects.for_user(user).filter(is_past, starts_at__isnull=False)
    return with_people(mine).order_by("-starts_at", "-pk")


LISTS = {"upcoming": upcoming, "waiting": waiting, "past": past}


def interview_for(user: User, pk: int) -> Interview:
    """The interview, for who takes part in its conversation; raises NotFound for everybody else."""
    found = with_people(Interview.objects.for_user(user)).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def has_times(conversation: Conversation) -> bool:
    """Whether times for an interview were offered or agreed there, and nobody took that back. One query."""
    return Interview.objects.filter(conversation=conversation).exclude(standing=Standing.OFF).exists()


def taken_by(user: User, *, start: datetime, end: datetime, besides: Sequence[int] = ()) -> list[Span]:
    """The agreed interviews that this person is to be at within this time, named to them."""
    mine = Interview.objects.led_by(user).filter(standing=Standing.AGREED, starts_at__lt=end, ends_at__gt=start)
    found = with_people(mine.exclude(pk__in=besides)).order_by("starts_at")[:MOST_TAKEN]
    return [
        Span(interview.starts_at, interview.ends_at, with_words(interview.conversation, user))
        for interview in found
        if interview.starts_at and interview.ends_at
    ]
