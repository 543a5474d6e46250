from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError


class RatingClosed(DomainError):
    code = "rating_closed"
    status = 409
    message = _("A rating can be changed for 24 hours. That time is over.")


class NothingToRate(DomainError):
    code = "nothing_to_rate"
    status = 409
    message = _("There is nothing to rate yet: nobody has written here.")
