from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.members.selectors import member_of
from apps.gamification.members.serializers import PreferencesSerializer
from apps.gamification.members.services import set_visibility


class PreferencesView(APIView):
    @extend_schema(responses=PreferencesSerializer, summary="What I want to see of recognition", tags=["recognition"])
    def get(self, request: Request) -> Response:
        return Response(PreferencesSerializer(member_of(person_of(request))).data)

    @extend_schema(
        request=PreferencesSerializer,
        responses=PreferencesSerializer,
        summary="Choose what I want to see of recognition",
        tags=["recognition"],
    )
    def put(self, request: Request) -> Response:
        """Nothing is lost by hiding it."""
        wanted = PreferencesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        member = set_visibility(person=person_of(request), **wanted.validated_data)
        return Response(PreferencesSerializer(member).data)
