from django.urls import path
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.education.tips.meeting import dismiss_tip, meet_tip, set_tips, tip_that_fits
from apps.education.tips.models import Tip
from apps.education.tips.selectors import listed, tip_for, tips_for, wants_tips
from apps.education.tips.serializers import (
    FittingTipSerializer,
    ListedTipSerializer,
    TipChoiceSerializer,
    TipSeenSerializer,
)


class TipsView(GenericAPIView[Tip]):
    queryset = Tip.objects.none()
    serializer_class = ListedTipSerializer

    @extend_schema(responses=ListedTipSerializer(many=True), summary="Tips and tours", tags=["help"])
    def get(self, request: Request) -> Response:
        """All those for my role, to be read whenever I like."""
        person = person_of(request)
        page = self.paginate_queryset(tips_for(person)) or []
        with translation.override(person.language):
            return self.get_paginated_response(ListedTipSerializer([listed(tip) for tip in page], many=True).data)


class FittingTipView(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("places", str, description="Names of places that can be seen, between commas.")],
        responses=FittingTipSerializer,
        summary="The tip that fits now",
        tags=["help"],
    )
    def get(self, request: Request) -> Response:
        """Ask `seen` before showing it: only its answer says whether it is to be shown."""
        person, places = person_of(request), request.query_params.get("places", "").split(",")
        tip = tip_that_fits(person=person, places=places, now=timezone.now())
        with translation.override(person.language):
            found = None if tip is None else {"slug": tip.slug, "steps": tip.steps.all()}
            return Response(FittingTipSerializer({"tip": found}).data)


class TipSeenView(APIView):
    @extend_schema(request=None, responses=TipSeenSerializer, summary="A tip comes up", tags=["help"])
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Each comes up once, at most three a day."""
        person = person_of(request)
        return Response(TipSeenSerializer({"is_shown": meet_tip(person=person, tip=tip_for(slug, person))}).data)


class TipDismissedView(APIView):
    @extend_schema(request=None, responses={204: None}, summary="Close a tip", tags=["help"])
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        person = person_of(request)
        dismiss_tip(person=person, tip=tip_for(slug, person))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TipChoiceView(APIView):
    @extend_schema(responses=TipChoiceSerializer, summary="Whether I want tips", tags=["help"])
    def get(self, request: Request) -> Response:
        return Response(TipChoiceSerializer({"is_on": wants_tips(person_of(request))}).data)

    @extend_schema(
        request=TipChoiceSerializer, responses=TipChoiceSerializer, summary="No more tips, or tips again", tags=["help"]
    )
    def put(self, request: Request) -> Response:
        wanted = read(TipChoiceSerializer, request)
        set_tips(person=person_of(request), is_on=wanted["is_on"])
        return Response(TipChoiceSerializer(wanted).data)


urlpatterns = [
    path("tips/", TipsView.as_view(), name="tip-list"),
    path("tips/fitting/", FittingTipView.as_view(), name="tip-fitting"),
    path("tips/choice/", TipChoiceView.as_view(), name="tip-choice"),
    path("tips/<slug:slug>/seen/", TipSeenView.as_view(), name="tip-seen"),
    path("tips/<slug:slug>/dismissed/", TipDismissedView.as_view(), name="tip-dismissed"),
]
