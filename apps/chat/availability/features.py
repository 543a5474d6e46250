from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

ONLINE_HINTS = register(Feature("online_hints", _("Hints that somebody is online")))
PROMISES = register(Feature("promised_answers", _("Promised answers")))
