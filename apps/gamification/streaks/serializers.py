from typing import Any

from rest_framework import serializers

MARKS = ["done", "frozen", "won_back", "forgiven", "missed", "open", "ahead"]


class StreakDaySerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    mark = serializers.CharField(help_text="One of " + ", ".join(MARKS) + "; `open` is today, with nothing yet.")
    units = serializers.IntegerField(help_text="How many things that I did that day count, or may still count.")


class StreakSerializer(serializers.Serializer[Any]):
    current = serializers.IntegerField(source="walk.current", help_text="Days in a row; 0: broken, or none yet.")
    longest = serializers.IntegerField(source="walk.longest")
    freezes = serializers.IntegerField(source="walk.freezes", help_text="Missed days that still cost nothing.")
    today_counts = serializers.BooleanField(source="walk.today_counts")
    lost = serializers.IntegerField(source="walk.lost", help_text="What it was, while it can be won back today.")
    needed = serializers.IntegerField(source="walk.needed", help_text="By doing so many things today; else 0.")
    zone = serializers.CharField(help_text="By whose clock my days go.")
    next_zone = serializers.CharField(allow_blank=True, help_text="Where I have moved: from when on stands beside it.")
    next_zone_from = serializers.DateTimeField(allow_null=True)
    days = StreakDaySerializer(many=True, help_text="Five weeks (53 with `year=1`), the last of them this one.")
