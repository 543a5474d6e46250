from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class JobNeedsMore(InvalidInput):
    code = "job_needs_more"
    message = _("A job needs a title before it can be posted.")


class JobNotOpen(Conflict):
    code = "job_not_open"
    message = _("This job isn't open any more.")


class JobAlreadyOpen(Conflict):
    code = "job_already_open"
    message = _("This job is open already.")


class CompanyNeeded(InvalidInput):
    code = "company_needed"
    message = _("Join a company before you post a job.")


class JobTakenDown(Conflict):
    code = "job_taken_down"
    message = _("This posting broke the rules and was taken down. It can't be posted again.")
