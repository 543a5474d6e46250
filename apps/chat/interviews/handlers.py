"""What follows for interviews where something else changes."""

from apps.chat.conversations.events import ConversationHandedOver
from apps.chat.interviews.services import replan_reminders
from apps.events.registry import handles


@handles(ConversationHandedOver)
def reminders_go_to_who_leads_it_now(event: ConversationHandedOver) -> None:
    replan_reminders(conversation_id=event.conversation)
