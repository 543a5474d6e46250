from typing import Any

from rest_framework import serializers

from apps.notifications.reminders.times import CLOCKS
from apps.notifications.reminders.wording import Line


class TimeSerializer(serializers.Serializer[Any]):
    """One of `at`, `clock` and `in_hours`."""

    at = serializers.DateTimeField(required=False, help_text="A moment, with its offset.")
    clock = serializers.CharField(
        required=False,
        max_length=19,
        help_text="A date and time without an offset (2026-03-29T09:00), on the clock that `on` names. It stays right "
        "when clocks change or their owner moves.",
    )
    on = serializers.ChoiceField(choices=CLOCKS, required=False, help_text="Whose clock: mine, or the other person's.")
    in_hours = serializers.IntegerField(required=False, min_value=1, max_value=24 * 366)


class PlannedSerializer(serializers.Serializer[Line]):
    """What is to happen, in the language of who asks."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    url = serializers.CharField(help_text="Where it leads, a path of this site.")
    due_at = serializers.DateTimeField()
    clock = serializers.CharField(help_text="The local time that is meant, empty where a moment is.")
    zone = serializers.CharField(help_text="The zone of that local time.")
    here = serializers.CharField(help_text="The time in my zone, in words.")
    there = serializers.CharField(help_text="In the other person's, empty where it's the same.")
    may_cancel = serializers.BooleanField()
    may_move = serializers.BooleanField()

    def to_representation(self, line: Line) -> dict[str, Any]:
        item = line.item
        return {
            "id": item.pk,
            "kind": item.kind,
            "title": line.words.title,
            "detail": line.words.detail,
            "url": line.words.url,
            "due_at": item.meant_at().isoformat().replace("+00:00", "Z"),
            "clock": item.clock,
            "zone": item.zone,
            "here": line.here,
            "there": line.there,
            "may_cancel": line.may_cancel,
            "may_move": line.may_move,
        }
