from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.gamification.ledger.models import CoinAccount
from apps.gamification.ledger.selectors import coins_of
from apps.gamification.shop.models import Order, Reward


@dataclass(frozen=True)
class Offer:
    """A reward as one person sees it: `obstacle` is why they can't order it now, or empty."""

    reward: Reward
    obstacle: str
    missing: int


def offered() -> QuerySet[Reward]:
    return Reward.objects.filter(is_offered=True).order_by("price", "pk")


def offers_to(person: User, rewards: list[Reward]) -> list[Offer]:
    """Rewards of `offered`, and what stands between the person and each: "sold_out", "limit" or "coins"."""
    at_hand = coins_of(person)[CoinAccount.Kind.AVAILABLE]
    standing = Order.objects.filter(
        person=person, reward__in=rewards, state__in=[Order.State.ORDERED, Order.State.FULFILLED]
    )
    ordered = Counter(standing.values_list("reward_id", flat=True))
    return [_offer(reward, at_hand, ordered[reward.pk]) for reward in rewards]


def _offer(reward: Reward, at_hand: int, ordered: int) -> Offer:
    missing = max(0, reward.price - at_hand)
    obstacle = "coins" if missing else ""
    if reward.per_person and ordered >= reward.per_person:
        obstacle = "limit"
    elif reward.stock == 0:
        obstacle = "sold_out"
    return Offer(reward=reward, obstacle=obstacle, missing=missing)


def orders_of(person: User) -> QuerySet[Order]:
    """Newest first."""
    return Order.objects.filter(person=person).select_related("reward").order_by("-pk")


def orders_waiting() -> int:
    return Order.objects.filter(state=Order.State.ORDERED).count()
