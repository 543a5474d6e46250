from django.urls import path
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.education.interests.models import Pushed
from apps.education.interests.selectors import StandingTopic, pushed_for, pushed_to, standing_topics
from apps.education.interests.serializers import InterestSerializer, PushedSerializer, StanceSerializer
from apps.education.interests.services import note_opening, refuse, set_interest
from apps.errors import NotFound


class InterestsView(APIView):
    @extend_schema(responses=InterestSerializer(many=True), summary="My interests", tags=["help"])
    def get(self, request: Request) -> Response:
        """All topics, with what I said of each, and why one is for me by what I do."""
        person = person_of(request)
        with translation.override(person.language):
            return Response(InterestSerializer(standing_topics(person), many=True).data)


class InterestView(APIView):
    @extend_schema(
        request=StanceSerializer, responses=InterestSerializer, summary="More or less of a topic", tags=["help"]
    )
    def put(self, request: Request, topic: str) -> Response:
        """Less counts at once."""
        person, standing = person_of(request), self._standing(request, topic)
        set_interest(person=person, topic=standing.topic.key, stance=read(StanceSerializer, request)["stance"])
        with translation.override(person.language):
            return Response(InterestSerializer(self._standing(request, topic)).data)

    def _standing(self, request: Request, topic: str) -> StandingTopic:
        found = next((one for one in standing_topics(person_of(request)) if one.topic.key == topic), None)
        if found is None:
            raise NotFound
        return found


class PushedListView(GenericAPIView[Pushed]):
    queryset = Pushed.objects.none()
    serializer_class = PushedSerializer

    @extend_schema(responses=PushedSerializer(many=True), summary="What I was told is worth a look", tags=["help"])
    def get(self, request: Request) -> Response:
        """The newest first, each with why."""
        person = person_of(request)
        with translation.override(person.language):
            page = self.paginate_queryset(pushed_to(person))
            return self.get_paginated_response(PushedSerializer(page, many=True).data)


class OpenedView(APIView):
    @extend_schema(request=None, responses={204: None}, summary="I opened it", tags=["help"])
    @idempotent
    def post(self, request: Request, pushed_id: int) -> Response:
        note_opening(pushed=pushed_for(person_of(request), pushed_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RefusedView(APIView):
    @extend_schema(request=None, responses={204: None}, summary="Less of this", tags=["help"])
    @idempotent
    def post(self, request: Request, pushed_id: int) -> Response:
        """Nothing of its topic comes any more."""
        person: User = person_of(request)
        refuse(pushed=pushed_for(person, pushed_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("interests/", InterestsView.as_view(), name="interest-list"),
    path("interests/pushed/", PushedListView.as_view(), name="pushed-list"),
    path("interests/pushed/<int:pushed_id>/opened/", OpenedView.as_view(), name="pushed-opened"),
    path("interests/pushed/<int:pushed_id>/less/", RefusedView.as_view(), name="pushed-less"),
    path("interests/<slug:topic>/", InterestView.as_view(), name="interest-detail"),
]
