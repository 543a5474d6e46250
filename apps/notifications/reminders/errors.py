from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict


class TooLate(Conflict):
    code = "too_late"
    message = _("It has happened already, or was called off.")
