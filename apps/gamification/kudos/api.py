from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.gamification.kudos.models import Kudos
from apps.gamification.kudos.selectors import left_today, thanks_of, to_thank
from apps.gamification.kudos.serializers import (
    GiveThanksSerializer,
    KudosSerializer,
    ThanksSerializer,
    ToThankSerializer,
)
from apps.gamification.kudos.services import give_thanks


class ThanksView(GenericAPIView[Kudos]):
    queryset = Kudos.objects.none()
    serializer_class = ThanksSerializer

    def get_queryset(self) -> QuerySet[Kudos]:
        return thanks_of(person_of(self.request))

    @extend_schema(summary="Thanks that I received, and whom I may thank", tags=["recognition"])
    def get(self, request: Request) -> Response:
        person, now = person_of(request), timezone.now()
        page = self.paginate_queryset(self.get_queryset()) or []
        response = self.get_paginated_response(KudosSerializer(page, many=True).data)
        response.data = {
            "left": left_today(person, now=now),
            "to_thank": ToThankSerializer(to_thank(person, now=now), many=True).data,
            **response.data,
        }
        return response

    @idempotent
    @extend_schema(
        request=GiveThanksSerializer,
        responses={201: KudosSerializer, 200: KudosSerializer},
        summary="Thank somebody I talked with",
        tags=["recognition"],
    )
    def post(self, request: Request) -> Response:
        """200 where I thanked them within 30 days: nothing new happens."""
        asked = read(GiveThanksSerializer, request)
        kudos, is_new = give_thanks(
            giver=person_of(request), receiver_id=asked["to"], reason=asked["reason"], now=timezone.now()
        )
        return Response(KudosSerializer(kudos).data, status=201 if is_new else 200)
