"""What follows from a message, after its commit: answers, auto-replies, reminders, e-mails."""

from collections.abc import Sequence

from django.utils import timezone

from apps.chat.events import ConversationStarted, MessagesSent
from apps.chat.models import Conversation, Message, Participant
from apps.chat.sending.outgoing import ANSWER_ORIGINS
from apps.chat.services.answers import let_company_see_resume, record_answers, settle_first_answers
from apps.chat.services.away import answer_for_absent
from apps.chat.services.missed import note_missed
from apps.chat.services.reminders import cancel_reminders, plan_greeting_reminder
from apps.events.registry import handles
from apps.language import embedder


@handles(MessagesSent, before=embedder)
def answers_are_recorded(event: MessagesSent) -> None:
    messages = _by_people(event)
    answers = record_answers(messages)
    settle_first_answers(messages)
    if answers:
        cancel_reminders(answers, now=timezone.now())


@handles(MessagesSent)
def who_is_away_answers_by_themselves(event: MessagesSent) -> None:
    answer_for_absent(_by_people(event), now=timezone.now())


@handles(MessagesSent)
def what_is_missed_is_mailed(event: MessagesSent) -> None:
    written = [item for item in event.items if item[2]]
    if written:
        note_missed({item[1] for item in written}, senders={item[2] for item in written}, now=timezone.now())


@handles(MessagesSent)
def an_answer_ends_the_snooze(event: MessagesSent) -> None:
    snoozed = Participant.objects.filter(snoozed_until__isnull=False)
    asleep = snoozed.filter(conversation__in={conversation for _message, conversation, *_rest in event.items})
    waking = set(asleep.values_list("conversation_id", flat=True))
    for _message, conversation, sender, _seq, origin in event.items:
        if conversation in waking and sender and origin in ANSWER_ORIGINS:
            others = snoozed.filter(conversation=conversation).exclude(user=sender)
            others.update(snoozed_until=None, updated_at=timezone.now())


@handles(ConversationStarted)
def an_unanswered_greeting_is_reminded_of(event: ConversationStarted) -> None:
    conversation = Conversation.objects.select_related("waiting_for").filter(pk=event.conversation).first()
    if conversation is not None:
        plan_greeting_reminder(conversation)


@handles(ConversationStarted)
def whom_a_candidate_greets_sees_the_resume(event: ConversationStarted) -> None:
    conversation = Conversation.objects.select_related("candidate", "company").filter(pk=event.conversation).first()
    if conversation is not None and event.job is not None and event.opened_by == conversation.candidate_id:
        let_company_see_resume(conversation)


def _by_people(event: MessagesSent) -> Sequence[Message]:
    ids = [
        message for message, _conversation, sender, _seq, origin in event.items if sender and origin in ANSWER_ORIGINS
    ]
    return list(Message.objects.filter(pk__in=ids).select_related("conversation").order_by("pk"))
