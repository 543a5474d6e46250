from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.people.models import User
from apps.ui.people import picture_url


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d$", "example": "21:00"})
class ClockField(serializers.TimeField):
    """A time of the day on somebody's clock, in minutes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class CompanySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class MeSerializer(serializers.ModelSerializer[User]):
    """The signed-in person as they see themselves."""

    company = CompanySerializer(read_only=True, allow_null=True)
    quiet_from = ClockField()
    quiet_until = ClockField()
    picture = serializers.SerializerMethodField(help_text="Path of the picture; empty when there is none.")

    class Meta:
        model = User
        fields: ClassVar = [
            "id",
            "email",
            "name",
            "role",
            "company",
            "headline",
            "picture",
            "language",
            "time_zone",
            "send_read_receipts",
            "is_invisible",
            "share_reply_window",
            "email_notifications",
            "online_hints",
            "quiet_from",
            "quiet_until",
        ]
        read_only_fields: ClassVar = fields

    def get_picture(self, person: User) -> str:
        return picture_url(person)


class MeChangeSerializer(serializers.ModelSerializer[User]):
    """What may be changed; leave out what should stay."""

    quiet_from = ClockField(required=False)
    quiet_until = ClockField(required=False)

    class Meta:
        model = User
        fields: ClassVar = [
            "name",
            "headline",
            "language",
            "time_zone",
            "send_read_receipts",
            "is_invisible",
            "share_reply_window",
            "email_notifications",
            "online_hints",
            "quiet_from",
            "quiet_until",
        ]
