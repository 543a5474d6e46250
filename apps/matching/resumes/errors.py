from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, NotAllowed, RateLimited


class ResumeTaken(Conflict):
    code = "resume_taken"
    message = _("This person has another résumé already.")


class NotVouchedFor(NotAllowed):
    code = "not_vouched_for"
    message = _("Write first once your address is confirmed and an operator has verified your company.")


class TooManyResumes(RateLimited):
    code = "too_many_resumes"
    message = _("You have opened as many résumés as one may in a day. Those of people who wrote to you stay open.")
