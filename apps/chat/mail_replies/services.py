"""An answer by e-mail to what was missed becomes a message of its writer."""

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.selectors import conversation_for, participant_of
from apps.chat.files.services import forget_upload, upload_file
from apps.chat.inbox.services import save_draft
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import MAX_BODY
from apps.chat.sending.services import send_message
from apps.errors import DomainError, NotFound
from apps.notifications.inbound.reading import Incoming
from apps.notifications.inbound.registry import Refused


def write_by_mail(mail: Incoming, person: User, conversation_id: int) -> None:
    """Sends what was written, with its files, as if it had been typed here: the same limits and rules, and where the
    page would ask whether they mean it, it isn't sent. Raises Refused and what refuses a message."""
    conversation_for(person, conversation_id)
    if Message.objects.filter(sender=person, client_id=mail.client_id).exists():
        return
    if not mail.text and not mail.files:
        raise Refused(_("There was nothing new in it, only what it answers."), code="empty")
    kept: list[int] = []
    try:
        for file in mail.files:
            kept.append(upload_file(uploader=person, conversation_id=conversation_id, file=file.as_upload()).pk)
        send_message(
            sender=person,
            conversation_id=conversation_id,
            body=mail.text,
            client_id=mail.client_id,
            attachments=kept,
            may_ask=True,
        )
    except DomainError:
        for attachment in kept:
            forget_upload(attachment_id=attachment)
        raise


def keep_as_draft(mail: Incoming, person: User, conversation_id: int) -> None:
    """What wasn't sent stands in the conversation's field, where nothing else was begun."""
    try:
        participant = participant_of(person, conversation_id)
    except NotFound:
        return
    if mail.text and not participant.draft and len(mail.text) <= MAX_BODY:
        save_draft(user=person, conversation_id=conversation_id, text=mail.text)
