"""Why a conversation isn't declined."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class WordsNeeded(InvalidInput):
    code = "words_needed"
    message = _("Say no in a sentence of your own: choose a reason, or write one.")


class UnknownReason(InvalidInput):
    code = "unknown_reason"
    message = _("Choose one of the reasons.")


class TooManyAtOnce(InvalidInput):
    code = "too_many_at_once"
    message = _("200 at most in one go.")


class NotDeclinable(Conflict):
    code = "not_declinable"
    message = _("This conversation is closed already, or isn't about a job.")


class MovedOn(Conflict):
    code = "moved_on"
    message = _("They wrote again meanwhile. Read it before you decline.")


class NothingToTakeBack(Conflict):
    code = "nothing_to_take_back"
    message = _("There is no decline of yours here to take back.")


class TooLateToTakeBack(Conflict):
    code = "too_late_to_take_back"
    message = _("It was sent more than two minutes ago. If you write to them, the conversation opens again.")
