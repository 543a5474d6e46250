"""What people are told about their orders, in the product alone."""

from typing import Any

from django.utils.translation import gettext_lazy

from apps.gamification.shop.models import Order
from apps.notifications.deciding.registry import Kind, KindGroup, register


def _order_words(facts: dict[str, Any]) -> dict[str, Any]:
    order = Order.objects.filter(pk=facts["order"]).select_related("reward").first()
    return facts | {"reward": order.reward.name if order else "", "answer": order.answer if order else ""}


ORDER_FULFILLED = register(
    Kind(
        key="order_fulfilled",
        name=gettext_lazy("Your order is ready"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("Your order is ready: %(reward)s"),
        body="%(answer)s",
        icon="gift",
        localise=_order_words,
    )
)
ORDER_REFUNDED = register(
    Kind(
        key="order_refunded",
        name=gettext_lazy("Your coins are back"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("Your %(coins)d coins are back: %(reward)s"),
        body="%(answer)s",
        icon="undo-2",
        localise=_order_words,
    )
)
