from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.streaks.selectors import streak_of
from apps.gamification.streaks.serializers import StreakSerializer


class StreakView(APIView):
    @extend_schema(
        responses=StreakSerializer,
        summary="My streak",
        tags=["recognition"],
        parameters=[
            OpenApiParameter("year", int, enum=[1], description="53 weeks, for who may see what is tried out.")
        ],
    )
    def get(self, request: Request) -> Response:
        """Days in a row on which something that I did counts, freezes, and what is at risk."""
        is_year = request.query_params.get("year") == "1"
        return Response(StreakSerializer(streak_of(person_of(request), now=timezone.now(), is_year=is_year)).data)
