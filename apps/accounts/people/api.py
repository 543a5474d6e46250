"""Oneself."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.accounts.people.serializers import MeChangeSerializer, MeSerializer
from apps.accounts.people.services import change_settings


class MeView(APIView):
    """The signed-in person."""

    @extend_schema(responses=MeSerializer, summary="Who am I?", tags=["me"])
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(person_of(request)).data)

    @extend_schema(request=MeChangeSerializer, responses=MeSerializer, summary="Change my settings", tags=["me"])
    def patch(self, request: Request) -> Response:
        changes = MeChangeSerializer(data=request.data, partial=True)
        changes.is_valid(raise_exception=True)
        person = change_settings(person=person_of(request), changes=changes.validated_data)
        return Response(MeSerializer(person).data)


urlpatterns = [
    path("me/", MeView.as_view(), name="api-me"),
]
