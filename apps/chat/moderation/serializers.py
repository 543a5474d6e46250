from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.chat.moderation.models import Decision, Reason, Report
from apps.chat.moderation.selectors import outcome_of
from apps.chat.moderation.services import MAX_NOTE

HIGHEST = 2**63 - 1


class MakeReportSerializer(serializers.Serializer[Any]):
    """A `message` of a `conversation`, or a `person` in it, the other one where there are two; or the posting `job`."""

    conversation = serializers.IntegerField(min_value=1, max_value=HIGHEST, required=False, allow_null=True)
    job = serializers.IntegerField(min_value=1, max_value=HIGHEST, required=False, allow_null=True)
    message = serializers.IntegerField(min_value=1, max_value=HIGHEST, required=False, allow_null=True)
    person = serializers.IntegerField(min_value=1, max_value=HIGHEST, required=False, allow_null=True)
    reason = serializers.ChoiceField(Reason.choices)
    note = serializers.CharField(max_length=MAX_NOTE, required=False, allow_blank=True, default="")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if bool(given.get("conversation")) == bool(given.get("job")):
            raise serializers.ValidationError({"conversation": _("Name a conversation or a posting, one of them.")})
        return given


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report that one made. Others in the conversation know nothing of it."""

    person = serializers.IntegerField(source="reported_id", allow_null=True)
    outcome = serializers.SerializerMethodField(help_text="waiting, upheld or not_upheld.")

    class Meta:
        model = Report
        fields: ClassVar = [
            "id",
            "conversation",
            "message",
            "person",
            "job",
            "reason",
            "outcome",
            "created_at",
            "decided_at",
        ]
        read_only_fields: ClassVar = fields

    def get_outcome(self, report: Report) -> str:
        return outcome_of(report)


class DecisionSerializer(serializers.Serializer[Any]):
    """What was decided against oneself. Who reported isn't told."""

    id = serializers.IntegerField(source="report.pk")
    decision = serializers.ChoiceField(Decision.choices, source="report.decision")
    reason = serializers.ChoiceField(Reason.choices, source="report.reason")
    words = serializers.CharField(source="report.words")
    decided_at = serializers.DateTimeField(source="report.decided_at")
    until = serializers.DateTimeField(source="report.until", allow_null=True)
    may_appeal = serializers.BooleanField()
    appeal = serializers.ChoiceField(Report.Appeal.choices, source="report.appeal")


class AppealSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=2000)
