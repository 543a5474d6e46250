from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.badges.selectors import badges_of
from apps.gamification.badges.serializers import BadgeSerializer


class BadgesView(APIView):
    @extend_schema(responses=BadgeSerializer(many=True), summary="My badges", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """All badges in use, series by series, with what I have of them."""
        person = person_of(request)
        with translation.override(person.language):
            shown = [one for series in badges_of(person) for one in series.badges]
            return Response(BadgeSerializer(shown, many=True).data)
