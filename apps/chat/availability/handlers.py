"""What follows from a message for who isn't there: auto-replies, reminders, the end of a snooze."""

from django.utils import timezone

from apps.chat.availability.away import answer_for_absent
from apps.chat.availability.promises import end_promises, reopen_promises, settle_promises
from apps.chat.availability.reminders import (
    cancel_reminders,
    pass_reminders_on,
    plan_greeting_reminder,
    wake_reminders,
)
from apps.chat.conversations.events import ConversationHandedOver, ConversationStarted
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.messages.events import MessageRecalled, MessagesSent
from apps.chat.messages.outgoing import ANSWER_ORIGINS
from apps.chat.messages.selectors import written_by_people
from apps.events.registry import handles


@handles(MessagesSent)
def who_is_away_answers_by_themselves(event: MessagesSent) -> None:
    answer_for_absent(written_by_people(event), now=timezone.now())


@handles(MessagesSent)
def who_wrote_needs_no_reminder(event: MessagesSent) -> None:
    cancel_reminders(written_by_people(event), now=timezone.now())


@handles(MessagesSent)
def an_answer_keeps_a_promise(event: MessagesSent) -> None:
    settle_promises(written_by_people(event))


@handles(MessageRecalled)
def a_recalled_answer_keeps_no_promise(event: MessageRecalled) -> None:
    reopen_promises(event.message)


@handles(ConversationHandedOver)
def what_others_promised_is_over(event: ConversationHandedOver) -> None:
    end_promises(conversation_id=event.conversation, of_others_than=event.to)


@handles(MessagesSent)
def an_answer_ends_the_snooze(event: MessagesSent) -> None:
    snoozed = Participant.objects.filter(snoozed_until__isnull=False)
    asleep = snoozed.filter(conversation__in={item.conversation for item in event.items})
    waking = set(asleep.values_list("conversation_id", flat=True))
    for item in event.items:
        if item.conversation in waking and item.sender and item.origin in ANSWER_ORIGINS:
            others = snoozed.filter(conversation=item.conversation).exclude(user=item.sender)
            others.update(snoozed_until=None, updated_at=timezone.now())


@handles(ConversationStarted)
def an_unanswered_greeting_is_reminded_of(event: ConversationStarted) -> None:
    conversation = Conversation.objects.select_related("waiting_for").filter(pk=event.conversation).first()
    if conversation is not None:
        plan_greeting_reminder(conversation)


@handles(ConversationHandedOver)
def reminders_go_to_who_answers_now(event: ConversationHandedOver) -> None:
    pass_reminders_on(conversation_id=event.conversation, to=event.to)


@handles(MessageRecalled)
def a_recalled_answer_needs_its_reminder_again(event: MessageRecalled) -> None:
    wake_reminders(conversation_id=event.conversation, person_id=event.sender)
