"""“The candidate you wrote to is online now”: between two people who both asked for such hints, once a conversation
and day, while both are here, and never in quiet hours."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from apps.accounts.models import User
from apps.chat.availability.reminders import about, conversation_of
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.safety.permissions import blocked_pairs
from apps.notifications.deciding.quiet_hours import is_quiet
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import plan, revive
from apps.realtime.models import Presence

ONLINE = "chat.online"
MOST_HINTS = 20
"""Of one person's coming: those who have waited longest are told."""


def plan_hints(arrived: Iterable[int], *, now: datetime) -> None:
    """These people came online: who waits for them is to hear of it, where both want that."""
    people = User.objects.filter(pk__in=list(arrived), online_hints=True, is_invisible=False, is_active=True)
    for person in people:
        waiting = Conversation.objects.filter(waiting_for=person, kind=Conversation.Kind.JOB)
        others = Q(candidate__online_hints=True, recruiter=person) | Q(recruiter__online_hints=True, candidate=person)
        found = waiting.filter(others).exclude(stage=Conversation.Stage.CLOSED)
        for conversation in found.select_related("candidate", "recruiter").order_by("waiting_since")[:MOST_HINTS]:
            _plan(conversation, person, now)


def _plan(conversation: Conversation, person: User, now: datetime) -> None:
    other = conversation.recruiter if person.pk == conversation.candidate_id else conversation.candidate
    if other is None:
        return
    day = now.astimezone(ZoneInfo(other.time_zone)).date()
    subject = f"{about(conversation.pk)}:{day.isoformat()}"
    item = plan(kind=ONLINE, person=other, subject=subject, about=about(conversation.pk), at=now, only_once=True)
    # One that came to nothing today, as nobody was here, may come to something now.
    revive(DueItem.objects.filter(pk=item.pk))


def is_hint_wanted(item: DueItem, now: datetime) -> bool:
    """Both want it still, both are here, nobody hides, blocks or sleeps, and the answer is still waited for."""
    related = Conversation.objects.select_related("candidate", "recruiter", "waiting_for")
    conversation = related.filter(pk=conversation_of(item)).exclude(stage=Conversation.Stage.CLOSED).first()
    reader = item.person
    if conversation is None or conversation.waiting_for is None or conversation.waiting_for_id == reader.pk:
        return False
    pair = (reader, conversation.waiting_for)
    if not all(person.online_hints and person.is_active for person in pair) or conversation.waiting_for.is_invisible:
        return False
    numbers = [person.pk for person in pair]
    here = Presence.objects.filter(user__in=numbers, online_until__gt=now).count() == len(pair)
    seats = Participant.objects.filter(conversation=conversation, user__in=numbers, left_at=None).count()
    return here and seats == len(pair) and not blocked_pairs(numbers) and not is_quiet(reader, now)
