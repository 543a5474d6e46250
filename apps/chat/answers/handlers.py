"""What follows from a message: whose question it answered, and who may now see a résumé."""

from apps.chat.answers.services import (
    judge_again,
    let_company_see_resume,
    record_answers,
    settle_first_answers,
    withdraw_answer,
)
from apps.chat.conversations.events import ConversationStarted
from apps.chat.conversations.models import Conversation
from apps.chat.messages.events import MessageEdited, MessageRecalled, MessagesSent
from apps.chat.messages.models import Message
from apps.chat.messages.selectors import written_by_people
from apps.events.registry import handles
from apps.language import embedder


@handles(MessagesSent, before=embedder)
def answers_are_recorded(event: MessagesSent) -> None:
    messages = written_by_people(event)
    record_answers(messages)
    settle_first_answers(messages)


@handles(ConversationStarted)
def whom_a_candidate_greets_sees_the_resume(event: ConversationStarted) -> None:
    conversation = Conversation.objects.select_related("candidate", "company").filter(pk=event.conversation).first()
    if conversation is not None and event.job is not None and event.opened_by == conversation.candidate_id:
        let_company_see_resume(conversation)


@handles(MessageEdited, before=embedder)
def a_changed_answer_is_judged_again(event: MessageEdited) -> None:
    message = Message.objects.filter(pk=event.message, recalled_at=None).select_related("conversation").first()
    if message is not None:
        judge_again(message)


@handles(MessageRecalled, before=embedder)
def a_recalled_answer_is_withdrawn(event: MessageRecalled) -> None:
    message = Message.objects.filter(pk=event.message).select_related("conversation").first()
    if message is not None:
        withdraw_answer(message)
