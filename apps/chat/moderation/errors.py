"""Why something can't be reported, decided or appealed."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput, NotAllowed, RateLimited


class NotReportable(NotAllowed):
    code = "not_reportable"
    message = _("Only what others wrote can be reported.")


class OwnPosting(NotAllowed):
    code = "own_posting"
    message = _("This posting is your company's own: you can change or close it.")


class TooManyReports(RateLimited):
    code = "too_many_reports"
    message = _("You have reported a lot today. Block whoever troubles you; tomorrow you can report again.")


class DecidedMeanwhile(Conflict):
    code = "decided_meanwhile"
    message = _("Somebody else has done something with this report meanwhile. Read it again before you decide.")


class NeedsSecondOperator(Conflict):
    code = "needs_second_operator"
    message = _("You proposed this yourself. Another operator has to agree.")


class NeedsAnotherOperator(NotAllowed):
    code = "needs_another_operator"
    message = _("Another operator has to decide this: you are part of it, or decided it before.")


class CannotShut(NotAllowed):
    code = "cannot_shut"
    message = _("An account with every right in the console can't be suspended or closed here.")


class NoPosting(InvalidInput):
    code = "no_posting"
    message = _("This report isn't about a posting, or the posting is gone.")


class WordsNeeded(InvalidInput):
    code = "words_needed"
    message = _("Say why, for the log, and what the reported person reads.")


class NoAppeal(Conflict):
    code = "no_appeal"
    message = _("This can't be appealed, or not any more.")
