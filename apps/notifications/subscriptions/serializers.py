from typing import Any

from rest_framework import serializers

from apps.notifications.subscriptions.models import PushSubscription


class PushKeysSerializer(serializers.Serializer[None]):
    p256dh = serializers.CharField(max_length=100)
    auth = serializers.CharField(max_length=40)


class SubscribeSerializer(serializers.Serializer[None]):
    """What a browser's `PushSubscription.toJSON()` gives, and whether pushes there may show names and words."""

    endpoint = serializers.CharField(max_length=1000)
    keys = PushKeysSerializer()
    shows_words = serializers.BooleanField(default=True)


class PushBrowserSerializer(serializers.ModelSerializer[PushSubscription]):
    is_this = serializers.SerializerMethodField(help_text="Whether this sign-in began it.")

    class Meta:
        model = PushSubscription
        fields = ("id", "device", "shows_words", "created_at", "is_this")

    def get_is_this(self, subscription: PushSubscription) -> bool:
        return bool(subscription.credential == self.context["credential"])


class PushSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The public key with which a browser subscribes; empty where pushes are off.")
    browsers = PushBrowserSerializer(many=True)
