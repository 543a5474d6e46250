from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput, NotAllowed


class MayNotHost(NotAllowed):
    code = "may_not_host"
    message = _("Experts and operators hold events. Ask an operator to make you an expert.")


class SalonOver(Conflict):
    """It is over, cancelled, or was never agreed to."""

    code = "event_over"
    message = _("This event is over, or doesn't take place.")


class SalonNotOver(Conflict):
    code = "event_not_over"
    message = _("Say how it was once it is over.")


class SeatsTaken(Conflict):
    code = "seats_taken"
    message = _("More people than that have a seat already.")


class WrongTimes(InvalidInput):
    code = "wrong_times"
    message = _("An event begins in the future, within a year, and lasts from 15 minutes to 12 hours.")


class NoWords(InvalidInput):
    code = "no_words"
    message = _("Title and description are needed in at least one language, the same one for both.")


class NoPlace(InvalidInput):
    code = "no_place"
    message = _("Say where it takes place.")


class RegisterFirst(NotAllowed):
    code = "register_first"
    message = _("Register for the event first: whoever has a seat comes in.")
