"""What of the greeting must prove its worth."""

from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

FIRST_MESSAGES = register(Feature("first_messages", _("Suggested first messages")))
