from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError


class ColleagueAnswered(DomainError):
    """Somebody else of the team wrote what this operator hadn't read."""

    code = "colleague_answered"
    status = 409
    message = _("%(name)s answered meanwhile. Read it, and send again if yours is still right.")

    def __init__(self, *, name: str) -> None:
        super().__init__(str(self.message) % {"name": name})
