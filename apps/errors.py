"""What can go wrong in the domain, said once: a code for machines, a status for HTTP, a sentence for the reader.

Doors never build error answers themselves. `config.errors` maps these to pages and to the API, `apps.realtime` to
socket frames.
"""

from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

A_MOMENT_SECONDS = 90


class DomainError(Exception):
    """A refusal that the person may read. Subclasses set `code`, `status` and `message`.

    `field` names the input at fault, where one is. `retry_after` is in seconds.
    `data` holds further values for the client (ids and numbers, never another's text).
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    message: ClassVar[str | Promise] = _("That didn't work. Please try again.")

    def __init__(
        self,
        message: str | Promise | None = None,
        *,
        field: str | None = None,
        retry_after: int | None = None,
        **data: Any,
    ) -> None:
        self.detail = message if message is not None else self.message
        self.field = field
        self.retry_after = retry_after
        self.data = data
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.detail)


class NotFound(DomainError):
    """Also what an outsider gets for something that exists: its existence is not theirs to know."""

    code = "not_found"
    status = 404
    message = _("We couldn't find that. It may have been removed, or it isn't yours to see.")


class NotAllowed(DomainError):
    code = "not_allowed"
    status = 403
    message = _("You can't do that here.")


class InvalidInput(DomainError):
    code = "invalid"
    status = 400
    message = _("Please check what you entered.")


class Conflict(DomainError):
    code = "conflict"
    status = 409
    message = _("Somebody changed this in the meantime. Reload and try again.")


class RateLimited(DomainError):
    """Carries `retry_after` in seconds; where that is longer than a moment, its sentence says from when on it works
    again, on the reader's clock."""

    code = "rate_limited"
    status = 429
    message = _("That was a lot in a short time. Please wait a moment and try again.")
    says_when: ClassVar[bool] = False
    """That the message tells it already."""

    def __str__(self) -> str:
        if self.says_when or self.retry_after is None or self.retry_after <= A_MOMENT_SECONDS:
            return super().__str__()
        again = timezone.localtime(timezone.now() + timedelta(seconds=self.retry_after))
        is_today = again.date() == timezone.localtime().date()
        day = "" if is_today else date_format(again, "MONTH_DAY_FORMAT") + " "
        time = day + date_format(again, "H:i")
        return gettext("%(what)s It works again from %(time)s.") % {"what": self.detail, "time": time}


class Overloaded(DomainError):
    """Nothing was stored; carries `retry_after` in seconds."""

    code = "overloaded"
    status = 503
    message = _("We're very busy right now. Please try again in a moment.")
