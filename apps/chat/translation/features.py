from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

TRANSLATION = register(Feature("translation", _("Translate in place")))
