from typing import Any, ClassVar

from rest_framework import serializers

from apps.accounts.companies.models import Company, Invitation, JoinRequest
from apps.accounts.people.models import User


class ColleagueSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields: ClassVar = ["id", "name", "headline"]


class JoinRequestSerializer(serializers.ModelSerializer[JoinRequest]):
    person = ColleagueSerializer(read_only=True)

    class Meta:
        model = JoinRequest
        fields: ClassVar = ["id", "person", "state", "created_at"]


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    invited_by = ColleagueSerializer(read_only=True)

    class Meta:
        model = Invitation
        fields: ClassVar = ["id", "invited_by", "created_at", "expires_at"]


class MyCompanySerializer(serializers.ModelSerializer[Company]):
    is_verified = serializers.SerializerMethodField()

    class Meta:
        model = Company
        fields: ClassVar = ["id", "name", "is_verified"]

    def get_is_verified(self, company: Company) -> bool:
        return company.verified_at is not None


class MyCompanyPageSerializer(serializers.Serializer[dict[str, Any]]):
    company = MyCompanySerializer(allow_null=True)
    asked = MyCompanySerializer(allow_null=True, help_text="The company whose yes one waits for.")
    colleagues = ColleagueSerializer(many=True, help_text="The first two hundred by name.")
    requests = JoinRequestSerializer(many=True, help_text="Who waits for one's yes.")
    invitations = InvitationSerializer(many=True, help_text="At most twenty, those that still work.")


class CompanyNameSerializer(serializers.Serializer[None]):
    company_name = serializers.CharField(max_length=120)


class DecisionSerializer(serializers.Serializer[None]):
    accept = serializers.BooleanField()


class TokenOfInvitationSerializer(serializers.Serializer[None]):
    token = serializers.CharField(max_length=500)


class NewInvitationSerializer(serializers.Serializer[dict[str, str]]):
    token = serializers.CharField(help_text="Told only now.")
    url = serializers.URLField()
