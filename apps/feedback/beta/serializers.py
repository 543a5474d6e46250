from typing import Any, ClassVar

from rest_framework import serializers

from apps.feedback.beta.models import BetaInvitation
from apps.feedback.beta.services import ANSWERS


class BetaInvitationOutput(serializers.ModelSerializer[BetaInvitation]):
    """`topic` is what one had spoken up about, `about` what there is to try. `is_running` says whether it still can be
    answered or left; `is_fixed` is one's own word on what one tried."""

    topic = serializers.IntegerField(source="programme.topic_id", read_only=True)
    title = serializers.CharField(source="programme.topic.title", read_only=True)
    about = serializers.CharField(source="programme.about", read_only=True)
    is_running = serializers.BooleanField(source="programme.is_running", read_only=True)

    class Meta:
        model = BetaInvitation
        fields: ClassVar = ["id", "topic", "title", "about", "state", "is_running", "is_fixed", "invited_at"]


class BetaAnswerInput(serializers.Serializer[Any]):
    answer = serializers.ChoiceField(choices=ANSWERS)


class BetaWishOutput(serializers.Serializer[Any]):
    """Whether one may be asked to try things out."""

    wish = serializers.BooleanField()
