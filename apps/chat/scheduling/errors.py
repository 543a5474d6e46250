from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, DomainError


class NothingToFollow(Conflict):
    code = "nothing_to_follow"
    message = _("A follow-up needs a message of yours that waits for an answer. Here it's your turn.")


class TooManyPlanned(DomainError):
    code = "too_many_planned"
    status = 409
    message = _("A hundred messages are planned already. Call one off first.")
