from typing import Any

from rest_framework import serializers

from apps.education.salons.checking_in import MOST_AT_ONCE
from apps.education.salons.models import FEEDBACK_WORDS, MOST_SEATS, Salon, SalonGuest
from apps.education.salons.selectors import WHEN

DECISIONS = ("agree", "refuse", "cancel")
OUTCOMES = ("new", "again", "unknown")


class SalonPersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class SalonFilterSerializer(serializers.Serializer[Any]):
    when = serializers.ChoiceField(choices=WHEN, default="upcoming", help_text="`mine`: I host it or registered.")
    way = serializers.ChoiceField(choices=Salon.Way.choices, default="", allow_blank=True)


class SalonSerializer(serializers.Serializer[Any]):
    """An event."""

    id = serializers.IntegerField(source="pk")
    url = serializers.CharField(source="get_absolute_url", help_text="Its page, a path of this site.")
    title_en = serializers.CharField()
    title_zh = serializers.CharField()
    about_en = serializers.CharField()
    about_zh = serializers.CharField()
    topic = serializers.CharField(help_text="One of those of interests; empty for none.")
    host = SalonPersonSerializer()
    co_hosts = SalonPersonSerializer(many=True)
    way = serializers.ChoiceField(choices=Salon.Way.choices)
    place = serializers.CharField(help_text="Empty where it is online.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    zone = serializers.CharField(help_text="The clock that it is announced on.")
    seats = serializers.IntegerField(allow_null=True, help_text="Null: as many as like.")
    state = serializers.ChoiceField(choices=Salon.State.choices)
    reason = serializers.CharField(help_text="Why it was refused or cancelled.")


class SalonGuestSerializer(serializers.Serializer[Any]):
    """A registration."""

    person = SalonPersonSerializer()
    state = serializers.ChoiceField(choices=SalonGuest.State.choices)
    code = serializers.CharField(help_text="What they show at the door.")
    joined_at = serializers.DateTimeField()
    came_at = serializers.DateTimeField(allow_null=True)


class AttendanceSerializer(serializers.Serializer[Any]):
    """An event as it stands for me."""

    event = SalonSerializer(source="salon")
    registration = SalonGuestSerializer(source="guest", allow_null=True, help_text="Mine; null where I don't come.")
    seated = serializers.IntegerField(source="counts.seated")
    waiting = serializers.IntegerField(source="counts.waiting")
    seats_left = serializers.IntegerField(allow_null=True)
    place_in_line = serializers.IntegerField(help_text="1 for who moves up next, 0 for who doesn't wait.")
    is_host = serializers.BooleanField()
    is_live = serializers.BooleanField(help_text="Whether people register and ask.")


class WriteSalonSerializer(serializers.Serializer[Any]):
    title_en = serializers.CharField(max_length=120, default="", allow_blank=True)
    title_zh = serializers.CharField(max_length=120, default="", allow_blank=True)
    about_en = serializers.CharField(max_length=2000, default="", allow_blank=True)
    about_zh = serializers.CharField(max_length=2000, default="", allow_blank=True)
    topic = serializers.CharField(
        max_length=80,
        default="",
        allow_blank=True,
        help_text="One of those of interests: who cares for it may hear of the event.",
    )
    way = serializers.ChoiceField(choices=Salon.Way.choices)
    place = serializers.CharField(max_length=200, default="", allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS, allow_null=True, default=None)


class SalonDecisionSerializer(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(choices=DECISIONS)
    reason = serializers.CharField(
        max_length=300, default="", allow_blank=True, help_text="Of a refusal or cancelling."
    )


class SalonFeedbackSerializer(serializers.Serializer[Any]):
    rating = serializers.IntegerField(min_value=1, max_value=5)
    words = serializers.CharField(max_length=FEEDBACK_WORDS, default="", allow_blank=True)


class SalonFeedbackGivenSerializer(SalonFeedbackSerializer):
    person = SalonPersonSerializer()
    rated_at = serializers.DateTimeField()


class ArrivalSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=20)
    at = serializers.DateTimeField(help_text="When the code was shown.")


class CheckInSerializer(serializers.Serializer[Any]):
    arrivals = ArrivalSerializer(many=True, max_length=MOST_AT_ONCE)  # type: ignore[call-arg]  # of the list; the stubs miss it


class CheckedSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    outcome = serializers.ChoiceField(choices=OUTCOMES, help_text="`unknown`: nobody with a seat has this code.")
    name = serializers.CharField()
    came_at = serializers.DateTimeField(allow_null=True)
