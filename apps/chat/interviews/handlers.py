"""What follows for interviews where something else changes."""

from django.utils import timezone

from apps.chat.conversations.events import ConversationHandedOver
from apps.chat.conversations.models import Conversation
from apps.chat.interviews.services import end_with_conversation, replan_reminders
from apps.chat.stages.events import StageMoved
from apps.events.registry import handles


@handles(ConversationHandedOver)
def reminders_go_to_who_leads_it_now(event: ConversationHandedOver) -> None:
    replan_reminders(conversation_id=event.conversation)


@handles(StageMoved)
def nobody_meets_where_the_conversation_is_closed(event: StageMoved) -> None:
    if event.stage == Conversation.Stage.CLOSED:
        end_with_conversation(conversation_id=event.conversation, now=timezone.now())
