from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.education.assistant.asking import own_question
from apps.education.beside.selectors import fitting


class FittingSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="lesson, group or expert.")
    title = serializers.CharField()
    reason = serializers.CharField(help_text="Why it fits, in my language.")
    url = serializers.CharField(help_text="A path of this site.")


class BesideView(APIView):
    @extend_schema(responses=FittingSerializer(many=True), summary="What fits beside an answer", tags=["help"])
    def get(self, request: Request, token: UUID) -> Response:
        """A lesson, a group and an expert that fit a question of mine, at most one of each."""
        person = person_of(request)
        found = fitting(own_question(person, token), person, now=timezone.now())
        return Response(FittingSerializer(found, many=True).data)


urlpatterns = [path("help/questions/<uuid:token>/beside/", BesideView.as_view(), name="help-beside")]
