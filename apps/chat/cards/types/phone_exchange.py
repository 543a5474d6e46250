"""Both sides' phone numbers, once both agree."""

from django.utils.translation import gettext_lazy as _

from apps.chat.cards.contacts import ContactExchange, PhoneFields, exchange_actions
from apps.chat.cards.registry import register


@register
class PhoneExchange(ContactExchange):
    key = "phone_exchange"
    title = _("Exchange phone numbers")
    icon = "phone"
    fields = PhoneFields
    offers = _("Offers to exchange phone numbers")
    actions = exchange_actions(_("Exchange"), _("We've exchanged phone numbers."), PhoneFields)
