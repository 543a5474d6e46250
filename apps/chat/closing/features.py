from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

DECLINES = register(Feature("polite_decline", _("Polite decline")))
