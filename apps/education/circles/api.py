from django.urls import path
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.education.circles.models import Circle
from apps.education.circles.selectors import circle_for, standing_in, standings
from apps.education.circles.serializers import CircleSerializer
from apps.education.circles.services import join, leave


class CirclesView(GenericAPIView[Circle]):
    queryset = Circle.objects.none()
    serializer_class = CircleSerializer

    @extend_schema(responses=CircleSerializer(many=True), summary="Groups by field", tags=["groups"])
    def get(self, request: Request) -> Response:
        """Mine first, then those that are recommended to me, each with the reason."""
        person = person_of(request)
        with translation.override(person.language):
            page = self.paginate_queryset(standings(person))
            return self.get_paginated_response(CircleSerializer(page, many=True).data)


class MembershipView(APIView):
    @extend_schema(request=None, responses=CircleSerializer, summary="Join a group by field", tags=["groups"])
    def put(self, request: Request, slug: str) -> Response:
        """A second time changes nothing."""
        person, circle = person_of(request), circle_for(slug)
        join(circle=circle, person=person)
        with translation.override(person.language):
            return Response(CircleSerializer(standing_in(circle, person)).data)

    @extend_schema(responses={204: None}, summary="Leave a group by field", tags=["groups"])
    def delete(self, request: Request, slug: str) -> Response:
        """What I wrote in it stays."""
        leave(circle=circle_for(slug), person=person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("circles/", CirclesView.as_view(), name="circle-list"),
    path("circles/<slug:slug>/membership/", MembershipView.as_view(), name="circle-membership"),
]
