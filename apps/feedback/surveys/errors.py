from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class SurveyOver(Conflict):
    code = "survey_over"
    message = _("You answered this survey, said that you'd rather not, or its time is over.")


class TalkTaken(InvalidInput):
    code = "talk_taken"
    message = _("This time has just been taken. Choose another one; what you wrote is still here.")


class SurveyCantStart(InvalidInput):
    code = "survey_cant_start"
    message = _("It needs at least one question, and a last day that isn't over.")
