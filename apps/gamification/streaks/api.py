from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.streaks.selectors import streak_of
from apps.gamification.streaks.serializers import StreakSerializer


class StreakView(APIView):
    @extend_schema(responses=StreakSerializer, summary="My streak", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Days in a row on which something that I did counts, freezes, and what is at risk."""
        return Response(StreakSerializer(streak_of(person_of(request), now=timezone.now())).data)
