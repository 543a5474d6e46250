"""Reminders: planned when something starts to wait, called off when it is answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.chat.answers.models import Answer
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.notifications.deciding.quiet_hours import awake_at
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import OPEN, cancel, plan, revive

UNANSWERED, PROMISE, SNOOZE = "chat.unanswered", "chat.promise", "chat.snooze"
"""Kinds of what is due in a conversation; there is one of each for each person in it."""
PROMISE_END = "chat.promise_end"
"""When a promised answer is over; one for each promise."""

GREETING_WAITS = timedelta(hours=24)


def about(conversation_id: int) -> str:
    """What all that is due in a conversation is about."""
    return f"conversation:{conversation_id}"


def conversation_of(item: DueItem) -> int:
    return int(item.about.removeprefix("conversation:"))


def due_in(conversations: Iterable[int], *kinds: str) -> QuerySet[DueItem]:
    return DueItem.objects.filter(about__in=[about(one) for one in conversations], kind__in=kinds)


def plan_greeting_reminder(conversation: Conversation) -> None:
    """A day after the greeting, awake, the one whose turn it is hears of it once."""
    person = conversation.waiting_for
    if conversation.kind != Conversation.Kind.JOB or person is None:
        return
    if Answer.objects.filter(conversation=conversation, is_first=True).exists():
        return
    at = awake_at(person, conversation.created_at + GREETING_WAITS)
    plan(kind=UNANSWERED, person=person, subject=about(conversation.pk), at=at, only_once=True)


def cancel_reminders(answers: Sequence[Message], *, now: datetime) -> None:
    """These people wrote: what their sides were to be reminded of is done."""
    candidates = {answer.conversation_id: answer.conversation.candidate_id for answer in answers}
    sides = {(answer.conversation_id, answer.sender_id == answer.conversation.candidate_id) for answer in answers}
    waiting = due_in(candidates, UNANSWERED, PROMISE).filter(state__in=OPEN)
    done = [
        item.pk
        for item in waiting
        if (conversation_of(item), item.person_id == candidates[conversation_of(item)]) in sides
    ]
    if done:
        cancel(DueItem.objects.filter(pk__in=done), now=now)


@transaction.atomic
def pass_reminders_on(*, conversation_id: int, to: int) -> None:
    """Whoever of the company was to be reminded, the one who answers for it now is: of the greeting, which a promise of
    somebody else's is to them."""
    conversation = Conversation.objects.select_related("recruiter").filter(pk=conversation_id).first()
    if conversation is None or conversation.recruiter is None or conversation.recruiter_id != to:
        return
    theirs = due_in([conversation_id], UNANSWERED, PROMISE).exclude(person__in=[to, conversation.candidate_id or 0])
    due_at = theirs.filter(state__in=OPEN).order_by("due_at").values_list("due_at", flat=True).first()
    if due_at is None:
        return
    cancel(theirs)
    plan(kind=UNANSWERED, person=conversation.recruiter, subject=about(conversation_id), at=due_at)


def wake_reminders(*, conversation_id: int, person_id: int) -> None:
    """This person took a message back. If they are waited for again, what its sending cancelled isn't done."""
    waiting = Conversation.objects.filter(pk=conversation_id, waiting_for=person_id)
    if waiting.exists():
        revive(due_in([conversation_id], UNANSWERED).filter(person=person_id))


def waits_for(person: User, conversation: Conversation) -> bool:
    """Whether the answer that a reminder is about is still open; none can be given where one of the two who talk
    blocked the other."""
    if conversation.stage == Conversation.Stage.CLOSED or conversation.waiting_for_id != person.pk:
        return False
    return not {conversation.candidate_id, conversation.recruiter_id} & blocked_ids(person)
