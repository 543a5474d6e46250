from typing import Any, ClassVar

from rest_framework import serializers

from apps.accounts.people.models import User
from apps.ui.people import picture_url


class CompanySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class MeSerializer(serializers.ModelSerializer[User]):
    """The signed-in person as they see themselves."""

    company = CompanySerializer(read_only=True, allow_null=True)
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
        ]
        read_only_fields: ClassVar = fields

    def get_picture(self, person: User) -> str:
        return picture_url(person)


class MeChangeSerializer(serializers.ModelSerializer[User]):
    """What may be changed; leave out what should stay."""

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
        ]
