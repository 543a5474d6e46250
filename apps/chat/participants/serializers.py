from typing import Any

from rest_framework import serializers


class LeaveSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        help_text="The colleague who answers from now on; needed where nobody else of the company takes part.",
    )


class HandOverSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
