from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

APPLYING = register(Feature("one_tap_apply", _("One-tap apply")))
