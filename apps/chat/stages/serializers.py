from typing import Any

from rest_framework import serializers

from apps.chat.conversations.models import Conversation
from apps.chat.stages.models import StageProposal


class StageProposalSerializer(serializers.ModelSerializer[StageProposal]):
    class Meta:
        model = StageProposal
        fields = ("id", "stage", "sureness", "seq", "proposed_at", "answer")
        read_only_fields = fields


class StageProposalsSerializer(serializers.Serializer[Any]):
    results = StageProposalSerializer(many=True, help_text="One at most.")


class ProposalAnswerSerializer(serializers.Serializer[Any]):
    accepts = serializers.BooleanField()


class StageSerializer(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(Conversation.Stage.choices)
    words = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=2000,
        help_text="For closing: the no that the other side reads. Needed while they wait for an answer.",
    )
