from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.quests.selectors import missions_of
from apps.gamification.quests.serializers import MissionSerializer


class MissionsView(APIView):
    @extend_schema(responses=MissionSerializer(many=True), summary="My missions", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Those of my role, with what I did of them."""
        person = person_of(request)
        with translation.override(person.language):
            return Response(MissionSerializer(missions_of(person), many=True).data)
