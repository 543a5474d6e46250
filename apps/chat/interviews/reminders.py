"""A day and an hour before: each side hears of an agreed interview, unless it is moved or called off before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from apps.chat.conversations.models import Conversation
from apps.chat.interviews.models import Interview
from apps.chat.interviews.slots import day_before
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import cancel, plan

DAY, HOUR = "chat.interview_tomorrow", "chat.interview_in_an_hour"


def reminders_of(interview: Interview) -> QuerySet[DueItem]:
    return DueItem.objects.filter(kind__in=[DAY, HOUR], subject=f"interview:{interview.pk}")


def plan_reminders(interview: Interview, *, now: datetime) -> None:
    """For the candidate and for who answers for the company now. What would be in the past isn't planned."""
    assert interview.starts_at is not None
    conversation = Conversation.objects.select_related("candidate", "recruiter").get(pk=interview.conversation_id)
    people = [person for person in (conversation.candidate, conversation.recruiter) if person]
    planned = reminders_of(interview)
    cancel(planned.exclude(person__in=people), now=now)
    for person in people:
        moments = {
            DAY: day_before(interview.starts_at, ZoneInfo(person.time_zone)),
            HOUR: interview.starts_at - timedelta(hours=1),
        }
        for kind, at in moments.items():
            if at <= now:
                cancel(planned.filter(kind=kind, person=person), now=now)
                continue
            plan(
                kind=kind,
                person=person,
                subject=f"interview:{interview.pk}",
                at=at,
                about=f"conversation:{conversation.pk}",
                payload={"interview": interview.pk, "version": interview.sequence},
            )


def cancel_reminders(interview: Interview, *, now: datetime) -> None:
    cancel(reminders_of(interview), now=now)
