from typing import Any, ClassVar

from rest_framework import serializers

from apps.feedback.trends.models import ClusterWeek, TicketCluster


class TrendWeekOutput(serializers.ModelSerializer[ClusterWeek]):
    """`chance` says how likely so many people would be if it went on as before, 0–1; null where too few told it."""

    class Meta:
        model = ClusterWeek
        fields: ClassVar = ["week", "people", "tickets", "chance", "is_emerging"]


class TrendOutput(serializers.ModelSerializer[TicketCluster]):
    """`words` mark it, in the reader's language where somebody wrote in it; `recent_people` adds up the people of each
    of the last four weeks, `is_emerging` is about this week and the last one. Of the last twelve weeks those in which
    somebody told it."""

    words = serializers.SerializerMethodField()
    recent_people = serializers.IntegerField(source="recent", read_only=True)
    is_emerging = serializers.BooleanField(source="emerges", read_only=True)
    weeks = TrendWeekOutput(many=True, source="shown_weeks", read_only=True)

    class Meta:
        model = TicketCluster
        fields: ClassVar = [
            "id",
            "words",
            "topic",
            "people",
            "tickets",
            "recent_people",
            "is_emerging",
            "began_at",
            "last_at",
            "weeks",
        ]

    def get_words(self, cluster: Any) -> str:
        return str(cluster)
