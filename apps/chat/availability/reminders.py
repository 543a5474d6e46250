"""Reminders: planned when something starts to wait, cancelled when it is answered, sent once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.answers.models import Answer
from apps.chat.availability.hours import in_waking_hours
from apps.chat.availability.kinds import GREETING_UNANSWERED, PROMISE_DUE, SNOOZE_OVER
from apps.chat.availability.mail import COUNTED, is_away, next_mail_at
from apps.chat.availability.models import Reminder
from apps.chat.availability.snooze import snooze
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.messages.models import Message
from apps.notifications.deciding.services import notify, notify_by_mail

GREETING_WAITS = timedelta(hours=24)
BATCH = 200
LATEST_MAIL = timedelta(hours=13)
"""A night may lie between a reminder and its e-mail; after a day it would tell of what is over."""

KINDS = {
    Reminder.Kind.UNANSWERED: GREETING_UNANSWERED,
    Reminder.Kind.PROMISE: PROMISE_DUE,
    Reminder.Kind.SNOOZE: SNOOZE_OVER,
}


def plan_greeting_reminder(conversation: Conversation) -> None:
    """A day after the greeting, awake, the one whose turn it is hears of it once."""
    person = conversation.waiting_for
    if conversation.kind != Conversation.Kind.JOB or person is None:
        return
    if Answer.objects.filter(conversation=conversation, is_first=True).exists():
        return
    due_at = in_waking_hours(conversation.created_at + GREETING_WAITS, ZoneInfo(person.time_zone))
    Reminder.objects.get_or_create(
        conversation=conversation, person=person, kind=Reminder.Kind.UNANSWERED, defaults={"due_at": due_at}
    )


def cancel_reminders(answers: Sequence[Message], *, now: datetime) -> None:
    """These people wrote: what their sides were to be reminded of is done."""
    open_ones = Reminder.objects.filter(
        conversation__in={answer.conversation_id for answer in answers},
        sent_at=None,
        cancelled_at=None,
        kind__in=[Reminder.Kind.UNANSWERED, Reminder.Kind.PROMISE],
    )
    sides = {(answer.conversation_id, answer.sender_id == answer.conversation.candidate_id) for answer in answers}
    waiting = open_ones.values_list("pk", "conversation_id", "person_id", "conversation__candidate_id")
    done = [pk for pk, conversation, person, candidate in waiting if (conversation, person == candidate) in sides]
    if done:
        open_ones.filter(pk__in=done).update(cancelled_at=now)


@transaction.atomic
def pass_reminders_on(*, conversation_id: int, to: int) -> None:
    """Whoever of the company was to be reminded, the one who answers for it now is: of the greeting, which a promise of
    somebody else's is to them."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None or conversation.recruiter_id != to:
        return
    open_ones = Reminder.objects.filter(
        conversation=conversation,
        kind__in=[Reminder.Kind.UNANSWERED, Reminder.Kind.PROMISE],
        sent_at=None,
        cancelled_at=None,
    ).exclude(person__in=[to, conversation.candidate_id or 0])
    due_at = open_ones.order_by("due_at").values_list("due_at", flat=True).first()
    if due_at is None:
        return
    open_ones.update(cancelled_at=timezone.now())
    Reminder.objects.update_or_create(
        conversation=conversation,
        person_id=to,
        kind=Reminder.Kind.UNANSWERED,
        defaults={"due_at": due_at, "sent_at": None, "cancelled_at": None},
    )


def wake_reminders(*, conversation_id: int, person_id: int) -> None:
    """This person took a message back. If they are waited for again, what its sending cancelled isn't done."""
    waiting = Conversation.objects.filter(pk=conversation_id, waiting_for=person_id)
    if not waiting.exists():
        return
    Reminder.objects.filter(
        conversation=conversation_id,
        person=person_id,
        kind=Reminder.Kind.UNANSWERED,
        sent_at=None,
        cancelled_at__isnull=False,
    ).update(cancelled_at=None)


def send_due_reminders(*, now: datetime) -> int:
    """Sends what is due; each is claimed before, so that two callers send it once."""
    due = Reminder.objects.filter(due_at__lte=now, sent_at=None, cancelled_at=None).order_by("due_at")
    return sum(_send(reminder_id, now) for reminder_id in due.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _send(reminder_id: int, now: datetime) -> bool:
    claimed = Reminder.objects.filter(pk=reminder_id, sent_at=None, cancelled_at=None, due_at__lte=now)
    if not claimed.update(sent_at=now):
        return False
    reminder = Reminder.objects.select_related("conversation", "person").get(pk=reminder_id)
    person = reminder.person
    if not _is_still_wanted(reminder):
        Reminder.objects.filter(pk=reminder.pk).update(sent_at=None, cancelled_at=now)
        return False
    awake = in_waking_hours(now, ZoneInfo(person.time_zone))
    if reminder.kind == Reminder.Kind.UNANSWERED and awake > now:
        Reminder.objects.filter(pk=reminder.pk).update(sent_at=None, due_at=awake)
        return False
    if reminder.kind == Reminder.Kind.SNOOZE:
        snooze(user=person, conversation_id=reminder.conversation_id, until=None)
    return _tell(reminder, now)


def _tell(reminder: Reminder, now: datetime) -> bool:
    """In the product; and by e-mail to who is away, in their day and within what nobody asked for may be."""
    person = reminder.person
    kind, cause = KINDS[Reminder.Kind(reminder.kind)], f"reminder:{reminder.pk}"
    facts = {"name": _other_name(reminder.conversation, person), "title": reminder.conversation.title}
    url = reverse("chat:conversation", args=[reminder.conversation_id])
    is_new = notify(person=person, kind=kind, cause=cause, facts=facts, url=url, now=now)
    if is_new and person.email_notifications and is_away(person, now=now):
        is_counted = kind.key in COUNTED
        at = next_mail_at(person, now=now, is_counted=is_counted)
        if not is_counted or at - now < LATEST_MAIL:
            notify_by_mail(person=person, kind=kind, cause=cause, facts=facts, url=url, now=at)
    return is_new


def _is_still_wanted(reminder: Reminder) -> bool:
    conversation = reminder.conversation
    if not reminder.person.is_active:
        return False
    if not Participant.objects.filter(conversation=conversation, user=reminder.person, left_at=None).exists():
        return False
    if reminder.kind == Reminder.Kind.SNOOZE:
        return True
    if conversation.stage == Conversation.Stage.CLOSED:
        return False
    return conversation.waiting_for_id == reminder.person_id


def _other_name(conversation: Conversation, person: User) -> str:
    other = conversation.recruiter if person.pk == conversation.candidate_id else conversation.candidate
    return other.name if other else conversation.title
