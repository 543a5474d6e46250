from django.db.models import Q

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.files.models import Attachment
from apps.errors import NotFound


def attachment_for(user: User, attachment_id: int) -> Attachment:
    """The attachment, for members of its conversation once it was sent (and not recalled), for its uploader before."""
    found = (
        Attachment.objects.filter(pk=attachment_id, conversation__in=Conversation.objects.for_user(user))
        .filter(Q(message__isnull=False, message__recalled_at=None) | Q(message=None, uploader=user))
        .first()
    )
    if found is None:
        raise NotFound
    return found
