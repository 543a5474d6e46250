from typing import Any, ClassVar

from rest_framework import serializers

from apps.feedback.incidents.models import Incident
from apps.feedback.routing.models import Team


class IncidentOutput(serializers.ModelSerializer[Incident]):
    """`people` reported it in `week`, or in the `weeks` of a release up to that one, more than the `limit` of its
    chart; `release` was the newest at the end of that week. `verdict` says what the reports since the change showed."""

    title = serializers.CharField(source="topic.title", read_only=True)
    release = serializers.CharField(source="release.version", default=None, allow_null=True, read_only=True)
    team_id = serializers.IntegerField(allow_null=True, read_only=True)
    team = serializers.CharField(source="team.name", default=None, allow_null=True, read_only=True)

    class Meta:
        model = Incident
        fields: ClassVar = [
            "id",
            "topic",
            "title",
            "linked",
            "release",
            "week",
            "weeks",
            "people",
            "limit",
            "state",
            "team_id",
            "team",
            "root_cause",
            "change",
            "opened_at",
            "changed_at",
            "verdict",
            "closed_at",
        ]


class IncidentInput(serializers.Serializer[Any]):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.all(), allow_null=True)
    root_cause = serializers.CharField(allow_blank=True, trim_whitespace=False)
    linked = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=100,
        help_text="Topics of the same cause.",
    )


class ChangeInput(serializers.Serializer[Any]):
    change = serializers.CharField(allow_blank=True, trim_whitespace=False)
    release = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)


class CloseInput(serializers.Serializer[Any]):
    because = serializers.CharField(allow_blank=True, trim_whitespace=False)


class ChartWeekOutput(serializers.Serializer[Any]):
    """How many reported it, how many are usual, and the upper limit; null without enough past."""

    week = serializers.DateField()
    release = serializers.CharField()
    people = serializers.IntegerField(source="mark.people")
    usual = serializers.FloatField(source="mark.centre", allow_null=True)
    limit = serializers.FloatField(source="mark.limit", allow_null=True)
    is_out = serializers.BooleanField(source="mark.is_out")


class ChartReleaseOutput(serializers.Serializer[Any]):
    """The whole weeks in which a release was the newest, without those that are out of control by themselves or belong
    to an incident. `rate` is the number of reports in a week of 1,000 active people, with its 95 % interval."""

    release = serializers.CharField(source="stretch.release")
    since = serializers.DateField()
    weeks = serializers.IntegerField(source="stretch.weeks")
    people = serializers.IntegerField(source="stretch.mark.people")
    usual = serializers.FloatField(source="stretch.mark.centre", allow_null=True)
    limit = serializers.FloatField(source="stretch.mark.limit", allow_null=True)
    is_out = serializers.BooleanField()
    rate = serializers.FloatField(source="rate.value", allow_null=True)
    interval = serializers.ListField(child=serializers.FloatField(), source="rate.interval", allow_null=True)


class ChartOutput(serializers.Serializer[Any]):
    weeks = ChartWeekOutput(many=True)
    releases = ChartReleaseOutput(many=True)
