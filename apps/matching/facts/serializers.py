from typing import Any

from rest_framework import serializers

from apps.matching.facts.models import MAX_FACT, JobFact


class FactOutput(serializers.ModelSerializer[JobFact]):
    class Meta:
        model = JobFact
        fields = ("id", "job", "topic", "value", "language", "approved_at", "expires_at")
        read_only_fields = fields


class FactChange(serializers.Serializer[Any]):
    value = serializers.CharField(max_length=MAX_FACT)
    expires_at = serializers.DateTimeField(allow_null=True, default=None)


class FactInput(FactChange):
    topic = serializers.RegexField(r"^[a-z][a-z0-9_-]{0,39}$", max_length=40)
