from django.urls import path
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.education.rehearsals import services
from apps.education.rehearsals.models import Rehearsal
from apps.education.rehearsals.selectors import offers, practice_of, rehearsal_for, rehearsals_for, stage_of
from apps.education.rehearsals.serializers import (
    RehearsalReplySerializer,
    RehearsalSerializer,
    RehearsalStageSerializer,
)


class RehearsalsView(GenericAPIView[Rehearsal]):
    queryset = Rehearsal.objects.none()
    serializer_class = RehearsalSerializer

    @extend_schema(responses=RehearsalSerializer(many=True), summary="Rehearsals", tags=["help"])
    def get(self, request: Request) -> Response:
        """Those for my role, with what I did of them."""
        person = person_of(request)
        page = self.paginate_queryset(rehearsals_for(person))
        return self.get_paginated_response(RehearsalSerializer(offers(list(page or []), person), many=True).data)


class RehearsalView(APIView):
    @extend_schema(responses=RehearsalStageSerializer, summary="My practice of a rehearsal", tags=["help"])
    def get(self, request: Request, slug: str) -> Response:
        return Response(stage_data(rehearsal_for(slug), person_of(request)))


class BeginView(APIView):
    @extend_schema(
        request=None, responses=RehearsalStageSerializer, summary="Begin a rehearsal, or begin anew", tags=["help"]
    )
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """What was said before is forgotten."""
        found, person = rehearsal_for(slug), person_of(request)
        services.begin(rehearsal=found, person=person)
        return Response(stage_data(found, person))


class ReplyView(APIView):
    @extend_schema(
        request=RehearsalReplySerializer,
        responses=RehearsalStageSerializer,
        summary="Reply in a rehearsal",
        tags=["help"],
    )
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Says something to what waits. 409 `practice_moved_on` where it doesn't wait any more."""
        wanted = RehearsalReplySerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        found, person = rehearsal_for(slug), person_of(request)
        services.reply(
            practice=practice_of(found, person),
            step=wanted.validated_data["step"],
            text=wanted.validated_data["text"],
        )
        return Response(stage_data(found, person))


def stage_data(rehearsal: Rehearsal, person: User) -> dict[str, object]:
    with translation.override(person.language):
        return dict(RehearsalStageSerializer(stage_of(rehearsal, person)).data)


urlpatterns = [
    path("rehearsals/", RehearsalsView.as_view(), name="rehearsal-list"),
    path("rehearsals/<slug:slug>/", RehearsalView.as_view(), name="rehearsal-detail"),
    path("rehearsals/<slug:slug>/begin/", BeginView.as_view(), name="rehearsal-begin"),
    path("rehearsals/<slug:slug>/reply/", ReplyView.as_view(), name="rehearsal-reply"),
]
