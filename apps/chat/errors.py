"""What chat refuses, and in which words."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, DomainError, InvalidInput, NotAllowed


class NotAParticipant(NotAllowed):
    code = "not_a_participant"
    status = 404
    message = _("You aren't in this conversation, or it no longer exists.")


class NotAccepting(NotAllowed):
    """All that a blocked sender ever learns."""

    code = "not_accepting"
    message = _("This person isn't accepting messages right now.")


class ConversationClosed(Conflict):
    code = "conversation_closed"
    message = _("This conversation is closed.")


class ClientIdReused(Conflict):
    code = "client_id_reused"
    message = _("This message id was already used for another message.")


class EmptyMessage(InvalidInput):
    code = "empty"
    message = _("Write something first.")


class UnusableText(InvalidInput):
    code = "unusable_text"
    message = _("This text holds characters that can't be stored. Remove them and try again.")


class TooLong(InvalidInput):
    code = "too_long"
    message = _("This text is longer than 8,000 characters. Please split it.")


class UnknownReply(InvalidInput):
    code = "unknown_reply"
    message = _("The message you reply to isn't in this conversation.")


class UnknownAttachment(InvalidInput):
    code = "unknown_attachment"
    message = _("An attachment is missing or was already sent. Please add it again.")


class WindowClosed(Conflict):
    code = "window_closed"
    message = _("It's too late to change this message.")


class BadImage(InvalidInput):
    code = "bad_image"
    message = _("This file isn't an image that we can show. Use PNG, JPEG, WebP or GIF.")


class FileTooLarge(DomainError):
    code = "file_too_large"
    status = 413
    message = _("This file is larger than 5 MB.")


class NotStored(InvalidInput):
    code = "not_stored"
    message = _("We couldn't store this message. Change it a little and try again.")
