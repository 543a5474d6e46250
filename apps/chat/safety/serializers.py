from typing import Any, ClassVar

from rest_framework import serializers

from apps.accounts.models import Block


class BlockSerializer(serializers.ModelSerializer[Block]):
    """Somebody whom one has blocked. They aren't told."""

    person = serializers.IntegerField(source="blocked_id")
    name = serializers.CharField(source="blocked.name")
    company = serializers.CharField(source="blocked.company.name", default=None, allow_null=True)

    class Meta:
        model = Block
        fields: ClassVar = ["person", "name", "company", "created_at"]
        read_only_fields: ClassVar = fields


class BlockPersonSerializer(serializers.Serializer[Any]):
    person = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, help_text="Somebody of one's conversations, by id."
    )
