from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, DomainError


class NothingSaid(DomainError):
    code = "nothing_said"
    status = 422
    message = _("Write what you would say.")


class SaidTooMuch(DomainError):
    code = "said_too_much"
    status = 422
    message = _("A reply has at most 1,000 characters.")


class PracticeMovedOn(Conflict):
    """The reply was to something that isn't waiting any more: sent twice, or from an older page."""

    code = "practice_moved_on"
    message = _("The rehearsal has gone on since. Here is how it stands.")
