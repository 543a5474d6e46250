"""What of the cards must prove its worth."""

from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

RESUME_CARDS = register(Feature("resume_cards", _("Asking for and sending the résumé")))
CONTACT_EXCHANGE = register(Feature("contact_exchange", _("Exchanging phone and WeChat")))
ICE_BREAKERS = register(Feature("ice_breakers", _("Ice-breakers")))
