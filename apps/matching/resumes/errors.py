from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict


class ResumeTaken(Conflict):
    code = "resume_taken"
    message = _("This person has another résumé already.")
