"""What is wrong with a message."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class ClientIdReused(Conflict):
    code = "client_id_reused"
    message = _("This message id was already used for another message.")


class EmptyMessage(InvalidInput):
    code = "empty"
    message = _("Write something first.")


class UnusableText(InvalidInput):
    code = "unusable_text"
    message = _("This text holds characters that can't be stored. Remove them and try again.")


class UnfilledPlace(InvalidInput):
    """`data` names the place, so that a page can lead there."""

    code = "unfilled_place"
    message = _("Fill in “{place}” before you send this.")

    def __init__(self, place: str) -> None:
        super().__init__(format_lazy(self.message, place=place), field="body", place=place)


class TooLong(InvalidInput):
    code = "too_long"
    message = _("This text is longer than 8,000 characters. Please split it.")


class UnknownReply(InvalidInput):
    code = "unknown_reply"
    message = _("The message you reply to isn't in this conversation.")


class WindowClosed(Conflict):
    code = "window_closed"
    message = _("It's too late to change this message.")


class EditedTooOften(Conflict):
    code = "edited_too_often"
    message = _("You have changed this message ten times, which is the most. Write a new one instead.")


class NotStored(InvalidInput):
    code = "not_stored"
    message = _("We couldn't store this message. Change it a little and try again.")
