from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class EmptyFact(InvalidInput):
    code = "empty_fact"
    message = _("Write the answer as candidates shall read it.")


class FactTooLong(InvalidInput):
    code = "fact_too_long"
    message = _("An answer on the job card has at most 500 characters.")


class FactAboutPerson(InvalidInput):
    code = "fact_about_person"
    message = _("This speaks of one candidate. On the job card there is only what holds for everybody.")


class FactExpiresInPast(InvalidInput):
    code = "fact_expires_in_past"
    message = _("Choose a day that is still to come.")


class FactChanged(Conflict):
    code = "fact_changed"
    message = _("A colleague has changed or withdrawn this answer in the meantime.")
