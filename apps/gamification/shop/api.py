from uuid import uuid4

from django.db.models import QuerySet
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
from apps.gamification.ledger.models import CoinLeg
from apps.gamification.ledger.selectors import coins_of, movements
from apps.gamification.shop.history import in_words
from apps.gamification.shop.models import Order, Reward
from apps.gamification.shop.selectors import offered, offers_to, orders_of
from apps.gamification.shop.serializers import (
    BalanceSerializer,
    CoinsSerializer,
    MovementSerializer,
    OfferSerializer,
    OrderRequestSerializer,
    OrderSerializer,
)
from apps.gamification.shop.services import cancel_order, order_reward

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


class ShopView(GenericAPIView[Reward]):
    queryset = Reward.objects.none()
    serializer_class = OfferSerializer

    @extend_schema(responses=OfferSerializer(many=True), summary="The shop", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """What there is for coins, cheapest first."""
        person = person_of(request)
        page = self.paginate_queryset(offered())
        with translation.override(person.language):
            offers = OfferSerializer(offers_to(person, list(page or [])), many=True).data
            return self.get_paginated_response(offers)


class OrdersView(GenericAPIView[Order]):
    queryset = Order.objects.none()
    serializer_class = OrderSerializer

    @extend_schema(responses=OrderSerializer(many=True), summary="My orders", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Newest first."""
        person = person_of(request)
        page = self.paginate_queryset(orders_of(person))
        with translation.override(person.language):
            return self.get_paginated_response(OrderSerializer(page, many=True).data)

    @extend_schema(
        request=OrderRequestSerializer, responses={201: OrderSerializer}, summary="Order", tags=["recognition"]
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Sets the price aside. 409 `reward_price_changed`, `reward_sold_out`, `reward_limit_reached` or
        `not_enough_coins` change nothing."""
        person, data = person_of(request), read(OrderRequestSerializer, request)
        with translation.override(person.language):
            order = order_reward(
                person=person,
                reward_id=data["reward"],
                request_id=uuid4(),
                now=timezone.now(),
                wish=data["wish"],
                price=data.get("price"),
            )
            return Response(OrderSerializer(order).data, status=status.HTTP_201_CREATED)


class CancelOrderView(APIView):
    @extend_schema(request=None, responses=OrderSerializer, summary="Take an order back", tags=["recognition"])
    @idempotent
    def post(self, request: Request, order_id: int) -> Response:
        """The coins come back. 409 `order_decided` when it is too late."""
        person = person_of(request)
        with translation.override(person.language):
            order = cancel_order(person=person, order_id=order_id, now=timezone.now())
            return Response(OrderSerializer(order).data)
