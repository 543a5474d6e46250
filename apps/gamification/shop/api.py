from django.db.models import QuerySet
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.people.access import person_of
from apps.gamification.ledger.models import CoinLeg
from apps.gamification.ledger.selectors import coins_of, movements
from apps.gamification.shop.history import in_words
from apps.gamification.shop.serializers import BalanceSerializer, CoinsSerializer, MovementSerializer

PAGES = [
    OpenApiParameter("page", int, description="A page of the list."),
    OpenApiParameter("page_size", int, description="Entries a page, at most 100."),
]


class CoinsView(GenericAPIView[CoinLeg]):
    queryset = CoinLeg.objects.none()
    serializer_class = CoinsSerializer

    def get_queryset(self) -> QuerySet[CoinLeg]:
        return movements(person_of(self.request))

    @extend_schema(summary="My coins", tags=["recognition"], parameters=PAGES)
    def get(self, request: Request) -> Response:
        """What I have, and what came and went for what."""
        person = person_of(request)
        page = self.paginate_queryset(self.get_queryset())
        with translation.override(person.language):
            response = self.get_paginated_response(MovementSerializer(in_words(page or []), many=True).data)
        response.data = {"balance": BalanceSerializer(coins_of(person)).data, **response.data}
        return response
