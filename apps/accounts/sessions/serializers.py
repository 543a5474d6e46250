from typing import Any

from rest_framework import serializers

from apps.realtime.models import CredentialKind


class CredentialsSerializer(serializers.Serializer[None]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=1000, style={"input_type": "password"})
    code = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=20,
        help_text="Of who signs in in two steps: of the app, or a spare one.",
    )


class TokenSerializer(serializers.Serializer[dict[str, Any]]):
    token = serializers.CharField(help_text="Send it as `Authorization: Token …`. It is shown only once.")
    expiry = serializers.DateTimeField()


class TicketSerializer(serializers.Serializer[dict[str, Any]]):
    ticket = serializers.CharField(help_text="Open the socket at `/ws/?ticket=…`; it works once.")
    expires_in = serializers.IntegerField(help_text="Seconds.")


class LiveSocketSerializer(serializers.Serializer[Any]):
    """A page or program that is connected now."""

    id = serializers.IntegerField()
    device = serializers.CharField(help_text="Browser and system; empty where nothing was said.")
    place = serializers.CharField(help_text="IP address; empty when unknown.")
    opened_at = serializers.DateTimeField()


class SignInSerializer(serializers.Serializer[Any]):
    """A session of a browser or a token of a program."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=CredentialKind.choices)
    device = serializers.CharField(help_text="Browser and system; empty for tokens and where nothing was said.")
    place = serializers.CharField(help_text="IP address; empty when unknown.")
    started_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField(allow_null=True, help_text="Last use, right to the hour; null for tokens.")
    ends_at = serializers.DateTimeField(allow_null=True)
    is_connected = serializers.BooleanField(help_text="Whether a live socket is open with it now.")
    sockets = LiveSocketSerializer(many=True, help_text="Each socket that is open with it now.")
    is_current = serializers.BooleanField(help_text="Whether it is the one that asks.")


class EndedSerializer(serializers.Serializer[dict[str, int]]):
    ended = serializers.IntegerField()
