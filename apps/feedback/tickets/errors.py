from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, DomainError, InvalidInput, RateLimited


class UnusableTicketText(InvalidInput):
    """The text can't be kept as it is; the message says why and what to do."""

    code = "unusable_text"


class TooManyFiles(InvalidInput):
    code = "too_many_files"
    message = _("Up to five files go with one report.")


class FileNotTaken(InvalidInput):
    """A file under another name than that of the field would be dropped in silence."""

    code = "file_not_taken"
    message = _("Files are sent as “attached”. Under another name they aren't taken.")


class TooManyTickets(RateLimited):
    code = "too_many_tickets"
    message = _("You've sent a lot of feedback in the last hour. Your text is still here; please send it a bit later.")


class TooManyReplies(RateLimited):
    code = "too_many_replies"
    message = _("That was a lot of replies in an hour. Your text is still here; please send it a bit later.")


class NothingToConfirm(DomainError):
    code = "nothing_to_confirm"
    status = 409
    message = _("There is nothing to confirm yet: this wasn't answered or solved so far.")


class NoHelpToRate(Conflict):
    code = "no_help_to_rate"
    message = _("There is nothing to rate: nobody answered yet, or it was rated before.")


class TicketSentBefore(Conflict):
    """`data["ticket"]` is what the same form made when it was sent first."""

    code = "client_id_reused"
    message = _("Your first text has already arrived. Send again to add this one as a new report.")
