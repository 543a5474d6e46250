"""What of the suggestions must prove its worth."""

from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

SUGGESTED_REPLIES = register(Feature("suggested_replies", _("Suggested replies")))
