"""Coins and rewards in few words."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.ledger.models import CoinAccount, CoinTransaction
from apps.gamification.ledger.services import move_coins
from apps.gamification.models import Order, Reward
from apps.gamification.shop.services import order_reward


def give_coins(person: User, amount: int) -> None:
    move_coins(
        person=person,
        source=CoinAccount.Kind.ISSUANCE,
        target=CoinAccount.Kind.AVAILABLE,
        amount=amount,
        kind=CoinTransaction.Kind.EARNED,
        key=f"test:{uuid4()}",
        cause="test",
        now=timezone.now(),
    )


def make_reward(**fields: Any) -> Reward:
    words = {"name_en": "A notebook", "name_zh": "笔记本", "about_en": "Dotted paper.", "about_zh": "点阵纸。"}
    numbers = {"key": f"reward-{Reward.objects.count()}", "price": 10, "stock": 5, "per_person": 0}
    return Reward.objects.create(**words | numbers | fields)


def order_for(person: User, reward: Reward, **more: Any) -> Order:
    options = {"request_id": uuid4(), "now": timezone.now()} | more
    return order_reward(person=person, reward_id=reward.pk, **options)
