from typing import Any

from rest_framework import serializers

from apps.gamification.ledger.models import CoinTransaction
from apps.gamification.shop.models import MOST_WORDS, Order


class BalanceSerializer(serializers.Serializer[Any]):
    available = serializers.IntegerField(help_text="At hand.")
    escrow = serializers.IntegerField(help_text="Set aside for orders that wait.")
    spent = serializers.IntegerField()


class MovementSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=CoinTransaction.Kind.values)
    title = serializers.CharField(help_text="What it was for.")
    amount = serializers.IntegerField(help_text="Below zero for what went.")


class CoinsSerializer(serializers.Serializer[Any]):
    """A page of what came and went, newest first, below what there is."""

    balance = BalanceSerializer()
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = MovementSerializer(many=True)


class OfferSerializer(serializers.Serializer[Any]):
    """A reward, and whether I can order it now."""

    id = serializers.IntegerField(source="reward.pk")
    key = serializers.CharField(source="reward.key")
    name = serializers.CharField(source="reward.name")
    about = serializers.CharField(source="reward.about")
    asks = serializers.CharField(source="reward.asks", help_text="What `wish` has to answer; empty asks nothing.")
    price = serializers.IntegerField(source="reward.price", help_text="In coins.")
    stock = serializers.IntegerField(source="reward.stock", allow_null=True, help_text="Left; null: any number.")
    per_person = serializers.IntegerField(source="reward.per_person", help_text="0: any number.")
    obstacle = serializers.ChoiceField(
        choices=["", "coins", "limit", "sold_out"], help_text="Why I can't order it now; empty: I can."
    )


class OrderSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    reward = serializers.CharField(source="reward.name")
    reward_id = serializers.IntegerField()
    price = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Order.State.values)
    wish = serializers.CharField()
    answer = serializers.CharField(help_text="What I was told, when it was decided.")
    created_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class OrderRequestSerializer(serializers.Serializer[Any]):
    reward = serializers.IntegerField(min_value=1, max_value=2**62)
    wish = serializers.CharField(required=False, allow_blank=True, max_length=MOST_WORDS, default="")
    price = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text="The price that I saw: where it has changed since, nothing is ordered.",
    )
