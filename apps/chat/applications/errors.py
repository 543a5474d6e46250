"""Why one can't apply."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class ResumeNeeded(InvalidInput):
    code = "resume_needed"
    message = _("Add your résumé first: it goes along with what you answer.")


class ApplicationWithdrawn(Conflict):
    code = "application_withdrawn"
    message = _("You withdrew this application. Write to them in the conversation if you changed your mind.")


class AlreadyDecided(Conflict):
    code = "already_decided"
    message = _("This application is decided already.")
