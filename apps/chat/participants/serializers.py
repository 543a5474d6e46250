from typing import Any

from rest_framework import serializers


class HandOverSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
