from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

READY_PRESETS = register(Feature("ready_presets", _("Preset replies that the product brings along")))
"""What people and teams wrote themselves is theirs, and nobody goes without it."""
