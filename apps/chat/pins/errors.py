from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, NotAllowed


class PinsForAdmins(NotAllowed):
    code = "pins_for_admins"
    message = _("In a group its owner and admins pin messages.")


class TooManyPins(Conflict):
    code = "too_many_pins"
    message = _("Twenty messages are pinned here. Unpin one first.")
