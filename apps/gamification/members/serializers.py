from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.gamification.members.models import Member
from apps.gamification.members.nicknames import MOST, check_nickname


class PreferencesSerializer(serializers.Serializer[Any]):
    hides_all = serializers.BooleanField(help_text="No points, levels or missions anywhere.")
    hides_popups = serializers.BooleanField(help_text="No `award` frames for celebrations.")
    hides_rankings = serializers.BooleanField(required=False, help_text="On no ranking, at once and for everybody.")
    ranking_as = serializers.ChoiceField(choices=Member.RankingAs.choices, required=False)
    nickname = serializers.CharField(
        max_length=MOST, required=False, allow_blank=True, trim_whitespace=True, validators=[check_nickname]
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("ranking_as") == Member.RankingAs.NICKNAME and not data.get("nickname"):
            raise serializers.ValidationError({"nickname": _("Say which one.")})
        return data
