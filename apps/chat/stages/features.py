"""What of the stages must prove its worth."""

from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

STAGE_PROPOSALS = register(Feature("stage_proposals", _("Proposed stages")))
