"""Why somebody can't write in a conversation."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, NotAllowed


class NotAParticipant(NotAllowed):
    code = "not_a_participant"
    status = 404
    message = _("You aren't in this conversation, or it no longer exists.")


class NotAccepting(NotAllowed):
    """All that a blocked sender ever learns."""

    code = "not_accepting"
    message = _("This person isn't accepting messages right now.")


class LastOfCompany(Conflict):
    code = "last_of_company"
    message = _("Nobody else of your company is here. Hand the conversation over to a colleague first.")


class ConversationClosed(Conflict):
    code = "conversation_closed"
    message = _("This conversation is closed.")
