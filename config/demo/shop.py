"""The demo's shop: eight rewards, and what the first of its people ordered."""

import json
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL as NAMESPACE
from uuid import uuid5

from apps.accounts.models import User
from apps.gamification.ledger.models import CoinAccount
from apps.gamification.ledger.proof import prove_ledger
from apps.gamification.models import Order, Reward
from apps.gamification.shop.services import fulfil_order, order_reward

REWARDS = Path(__file__).with_name("rewards.json")
BUYERS = 3
WISH = "For Ben Weber: thank you for the straight answers."
ANSWER = "Written and posted this morning. It should be there on Thursday."


def create_shop(*, now: datetime) -> None:
    """The first who can afford something has it already; the next ones wait."""
    for fields in json.loads(REWARDS.read_text()):
        Reward.objects.create(**fields)
    card = Reward.objects.get(key="thank-you-card")
    rich = CoinAccount.objects.filter(kind=CoinAccount.Kind.AVAILABLE, balance__gte=card.price)
    for account in rich.select_related("person").order_by("-balance", "pk")[:BUYERS]:
        if isinstance(account.person, User):
            request_id = uuid5(NAMESPACE, account.person.email)
            order_reward(person=account.person, reward_id=card.pk, request_id=request_id, now=now, wish=WISH)
    if first := Order.objects.order_by("pk").first():
        fulfil_order(order=first, operator=None, answer=ANSWER, now=now)
    prove_ledger(now=now)
