from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.quests.selectors import campaigns_of, missions_of
from apps.gamification.quests.serializers import CampaignSerializer, MissionSerializer


class MissionsView(APIView):
    @extend_schema(responses=MissionSerializer(many=True), summary="My missions", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Those for me, and those of my company, with how far I am, or we are."""
        person = person_of(request)
        with translation.override(person.language):
            return Response(MissionSerializer(missions_of(person), many=True).data)


class CampaignsView(APIView):
    @extend_schema(responses=CampaignSerializer(many=True), summary="Campaigns for me", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Those that run or will run, with their missions, rules and days."""
        person = person_of(request)
        with translation.override(person.language):
            states = missions_of(person)
            return Response(CampaignSerializer(campaigns_of(person, states), many=True).data)
