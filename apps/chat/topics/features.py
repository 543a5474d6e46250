from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

ASK_ONCE = register(Feature("ask_once", _("Answers from the job card")))
