"""When a follow-up has become moot: whatever it was to ask for is there, or can't come any more."""

from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.safety.permissions import check_may_change
from apps.chat.scheduling.models import ScheduledMessage
from apps.errors import DomainError

NO_REPLY = (Message.Origin.AUTO, Message.Origin.JOB_CARD)
"""Origins of messages behind which no person stands at that moment."""


def is_moot(scheduled: ScheduledMessage) -> bool:
    """The other side wrote since, the conversation was closed since, the message that it follows was taken back, or its
    author may no longer write here. Of a message that is to go out anyway, never."""
    if not scheduled.is_follow_up:
        return False
    follows, conversation = scheduled.follows, scheduled.conversation
    if follows is None or follows.recalled_at is not None or conversation.stage == Conversation.Stage.CLOSED:
        return True
    since = Message.objects.filter(conversation=conversation, seq__gt=follows.seq)
    theirs = since.filter(sender__isnull=False).exclude(sender__in=own_side(scheduled)).exclude(origin__in=NO_REPLY)
    if theirs.exists() or since.filter(kind=Message.Kind.SYSTEM, facts__type="stage", facts__stage="closed").exists():
        return True
    try:
        check_may_change(scheduled.author, conversation)
    except DomainError:
        return True
    return False


def own_side(scheduled: ScheduledMessage) -> list[int]:
    """Its author; of a company everybody who takes part in the conversation for it."""
    conversation = scheduled.conversation
    if conversation.kind != Conversation.Kind.JOB or scheduled.author_id == conversation.candidate_id:
        return [scheduled.author_id]
    people = conversation.participants.exclude(user=conversation.candidate_id).values_list("user_id", flat=True)
    return [scheduled.author_id, *people]
