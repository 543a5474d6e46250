"""What follows for inboxes: a draft that was sent is over, and large inboxes keep the place of what moved."""

from datetime import timedelta

from apps.accounts.people.events import VisibilityChanged
from apps.chat.conversations.events import ConversationHandedOver, ConversationStarted
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.places import keep_places
from apps.chat.inbox.drafts import grew_from
from apps.chat.inbox.services import end_draft
from apps.chat.messages.events import MessageRecalled, MessagesSent
from apps.chat.messages.models import Message
from apps.events.registry import handles

# A page saves a draft this long after the last key at the earliest: what was saved later is about the next message.
SAVED_AFTER = timedelta(milliseconds=500)


@handles(MessagesSent)
def a_draft_ends_with_its_message(event: MessagesSent) -> None:
    senders = {(item.conversation, item.sender) for item in event.items if item.sender}
    participants = Participant.objects.filter(
        conversation__in={conversation for conversation, _sender in senders},
        user__in={sender for _conversation, sender in senders},
    ).exclude(draft="")
    drafts = {
        (participant.conversation_id, participant.user_id): participant
        for participant in participants.select_related("user")
    }
    if not drafts:
        return
    ids = [item.message for item in event.items if (item.conversation, item.sender) in drafts]
    for message in Message.objects.filter(pk__in=ids).order_by("pk"):
        participant = drafts[message.conversation_id, message.sender_id or 0]
        was_before = participant.updated_at <= message.created_at + SAVED_AFTER
        if was_before and participant.left_at is None and grew_from(message.body, participant.draft):
            end_draft(user=participant.user, conversation_id=participant.conversation_id, text=participant.draft)


@handles(MessagesSent)
def places_follow_messages(event: MessagesSent) -> None:
    keep_places(conversation_ids={item.conversation for item in event.items})


@handles(MessageRecalled)
def places_follow_recalls(event: MessageRecalled) -> None:
    keep_places(conversation_ids=[event.conversation])


@handles(ConversationStarted)
def a_new_conversation_has_its_place(event: ConversationStarted) -> None:
    keep_places(conversation_ids=[event.conversation])


@handles(ConversationHandedOver)
def places_follow_who_answers(event: ConversationHandedOver) -> None:
    keep_places(conversation_ids=[event.conversation])


@handles(VisibilityChanged)
def places_follow_blocks(event: VisibilityChanged) -> None:
    """Of the two between whom there is a block now, or no more."""
    both = Conversation.objects.filter(candidate__in=event.people, recruiter__in=event.people)
    keep_places(conversation_ids=set(both.values_list("pk", flat=True)))
