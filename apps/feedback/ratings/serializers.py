from typing import Any

from rest_framework import serializers

from apps.feedback.ratings.models import ConversationRating


class RatingInput(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    stars = serializers.IntegerField(min_value=1, max_value=5)
    comment = serializers.CharField(required=False, default="", allow_blank=True, trim_whitespace=False)


class RatingOutput(serializers.ModelSerializer[ConversationRating]):
    """`ticket` is the case that a low rating opened, `case_status` what became of it: read it under tickets."""

    ticket = serializers.IntegerField(source="ticket.pk", default=None, read_only=True, allow_null=True)

    case_status = serializers.CharField(source="ticket.status", default=None, read_only=True, allow_null=True)

    class Meta:
        model = ConversationRating
        fields = ("id", "conversation", "stars", "comment", "created_at", "updated_at", "ticket", "case_status")
