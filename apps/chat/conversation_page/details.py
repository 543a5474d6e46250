"""One conversation, as the API gives it."""

from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.chat.availability.reply_window import reply_window
from apps.chat.conversations.models import Conversation
from apps.chat.inbox.due import with_dues
from apps.chat.inbox.selectors import Entry, entry_for


def counterpart(entry: Entry) -> User | None:
    """The person on the other side of a conversation about a job; nobody in particular elsewhere."""
    conversation = entry.conversation
    if conversation.kind != Conversation.Kind.JOB:
        return None
    wanted = (
        conversation.recruiter_id
        if entry.participant.user_id == conversation.candidate_id
        else conversation.candidate_id
    )
    return next((participant.user for participant in entry.others if participant.user_id == wanted), None)


def conversation_dict(viewer: User, conversation_id: int) -> dict[str, Any]:
    """The inbox entry of one conversation, and when the other side usually answers. Raises NotFound."""
    (entry,) = with_dues([entry_for(viewer, conversation_id)], viewer, now=timezone.now())
    other = counterpart(entry)
    window = reply_window(other, viewer=viewer) if other else None
    return entry.as_dict(viewer) | {"reply_window": window.as_dict() if window else None}
