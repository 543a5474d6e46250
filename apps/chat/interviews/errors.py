"""Why an interview can't be as somebody wants it."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class TimeNotOffered(Conflict):
    code = "time_not_offered"
    message = _("That time isn't offered any more. The card shows those that are.")


class TimeTaken(Conflict):
    """`data` names the times that meet another interview of the same person, and nobody else's business."""

    code = "time_taken"


class PlaceMissing(InvalidInput):
    code = "place_missing"
    message = _("Say where you meet.")
