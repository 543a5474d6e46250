from typing import Any

from rest_framework import serializers


class CredentialsSerializer(serializers.Serializer[None]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=1000, style={"input_type": "password"})


class TokenSerializer(serializers.Serializer[dict[str, Any]]):
    token = serializers.CharField(help_text="Send it as `Authorization: Token …`. It is shown only once.")
    expiry = serializers.DateTimeField()


class TicketSerializer(serializers.Serializer[dict[str, Any]]):
    ticket = serializers.CharField(help_text="Open the socket at `/ws/?ticket=…`; it works once.")
    expires_in = serializers.IntegerField(help_text="Seconds.")
