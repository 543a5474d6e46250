"""Attainment for programs: the figures that the console shows."""

from typing import Any

from rest_framework import serializers

from apps.feedback.reports.serializers import ShareOutput
from apps.feedback.routing.attainment import KINDS, Row
from apps.feedback.tickets.labels import Severity


class AttainmentFilter(serializers.Serializer[Any]):
    weeks = serializers.IntegerField(min_value=1, max_value=104, default=8, help_text="How many weeks back from now.")


class KeptOutput(serializers.Serializer[Any]):
    """Which part came in time, by what was waited for: a first answer, a further one, a solution. Null where none was
    waited for so long that it was decided."""

    first = ShareOutput(allow_null=True)
    next = ShareOutput(allow_null=True)
    solution = ShareOutput(allow_null=True)

    def to_representation(self, row: Row) -> dict[str, Any]:
        facts = {"key": row.key, "name": row.name} | dict(zip(KINDS, row.shares, strict=True))
        return super().to_representation(facts)


class KeptInWeekOutput(KeptOutput):
    first_day = serializers.DateField(source="key")


class KeptBySeverityOutput(KeptOutput):
    """`severity` is empty for what isn't sorted."""

    severity = serializers.ChoiceField(source="key", choices=Severity.choices, allow_blank=True)


class KeptByTeamOutput(KeptOutput):
    """`team` is null for what no team had."""

    team = serializers.IntegerField(source="key", allow_null=True)
    name = serializers.CharField()


class AttainmentOutput(serializers.Serializer[Any]):
    """A wait counts where it was decided: when what was waited for came, or when it was due and hadn't come."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    weeks = KeptInWeekOutput(many=True)
    severities = KeptBySeverityOutput(many=True)
    teams = KeptByTeamOutput(many=True)
