from typing import Any

from rest_framework import serializers

from apps.gamification.ledger.models import CoinTransaction


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
