from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

TIPS = register(Feature("tips", _("Tips and tours")))
