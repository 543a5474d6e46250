"""What an application learns from its conversation."""

from django.utils import timezone

from apps.chat.applications.models import Application
from apps.chat.applications.progress import answered_by_company, follow_stage
from apps.chat.conversations.events import ConversationReopened
from apps.chat.conversations.models import Conversation
from apps.chat.messages.events import MessagesSent
from apps.chat.messages.selectors import written_by_people
from apps.chat.stages.events import StageMoved
from apps.events.registry import handles


@handles(MessagesSent)
def applications_are_in_conversation(event: MessagesSent) -> None:
    messages = written_by_people(event)
    applied = set(
        Application.objects.filter(conversation__in={message.conversation_id for message in messages}).values_list(
            "conversation_id", flat=True
        )
    )
    for message in messages:
        conversation = message.conversation
        if conversation.pk in applied and message.sender_id != conversation.candidate_id:
            answered_by_company(conversation.pk, at=message.created_at)


@handles(StageMoved)
def applications_follow_the_stage(event: StageMoved) -> None:
    _follow(event.conversation, by=event.by)


@handles(ConversationReopened)
def applications_are_open_again(event: ConversationReopened) -> None:
    _follow(event.conversation, by=event.by)


def _follow(conversation_id: int, *, by: int) -> None:
    """To the stage of now: whichever of two moves is heard last, it ends where the conversation stands."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        follow_stage(conversation.pk, stage=conversation.stage, by=by, at=timezone.now())
