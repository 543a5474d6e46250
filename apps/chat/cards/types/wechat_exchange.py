"""Both sides' WeChat IDs, once both agree."""

from django.utils.translation import gettext_lazy as _

from apps.chat.cards.contacts import ContactExchange, WechatFields, exchange_actions
from apps.chat.cards.registry import register


@register
class WechatExchange(ContactExchange):
    key = "wechat_exchange"
    title = _("Exchange WeChat")
    icon = "message-circle"
    fields = WechatFields
    offers = _("Offers to exchange WeChat")
    actions = exchange_actions(_("Exchange"), _("We've exchanged WeChat."), WechatFields)
