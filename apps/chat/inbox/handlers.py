"""What follows from a message for its sender's own inbox."""

from datetime import timedelta

from apps.chat.conversations.models import Participant
from apps.chat.inbox.drafts import grew_from
from apps.chat.inbox.services import end_draft
from apps.chat.messages.events import MessagesSent
from apps.chat.messages.models import Message
from apps.events.registry import handles

# A page saves a draft this long after the last key at the earliest: what was saved later is about the next message.
SAVED_AFTER = timedelta(milliseconds=500)


@handles(MessagesSent)
def a_draft_ends_with_its_message(event: MessagesSent) -> None:
    senders = {(conversation, sender) for _message, conversation, sender, _seq, _origin in event.items if sender}
    seats = Participant.objects.filter(
        conversation__in={conversation for conversation, _sender in senders},
        user__in={sender for _conversation, sender in senders},
    ).exclude(draft="")
    drafts = {(seat.conversation_id, seat.user_id): seat for seat in seats.select_related("user")}
    if not drafts:
        return
    ids = [message for message, conversation, sender, *_rest in event.items if (conversation, sender) in drafts]
    for message in Message.objects.filter(pk__in=ids).order_by("pk"):
        seat = drafts[message.conversation_id, message.sender_id or 0]
        was_before = seat.updated_at <= message.created_at + SAVED_AFTER
        if was_before and seat.left_at is None and grew_from(message.body, seat.draft):
            end_draft(user=seat.user, conversation_id=seat.conversation_id, text=seat.draft)
