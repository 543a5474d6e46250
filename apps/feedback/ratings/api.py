from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.feedback.ratings.filters import RatingFilter
from apps.feedback.ratings.models import ConversationRating
from apps.feedback.ratings.serializers import RatingInput, RatingOutput
from apps.feedback.ratings.services import rate_conversation


@extend_schema_view(list=extend_schema(summary="My ratings of conversations, newest first"))
class RatingViewSet(mixins.ListModelMixin, GenericViewSet[ConversationRating]):
    queryset = ConversationRating.objects.none()
    serializer_class = RatingOutput
    filterset_class = RatingFilter

    def get_queryset(self) -> QuerySet[ConversationRating]:
        if getattr(self, "swagger_fake_view", False):
            return ConversationRating.objects.none()
        return ConversationRating.objects.filter(rater=person_of(self.request)).select_related("ticket").order_by("-pk")

    @extend_schema(
        summary="Rate a conversation, or change my rating",
        request=RatingInput,
        responses={201: RatingOutput},
        description="One to five stars by each side, changeable for 24 hours. Two stars or fewer open a case.",
    )
    @idempotent
    def create(self, request: Request) -> Response:
        given = RatingInput(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        rating = rate_conversation(
            rater=person_of(request),
            conversation_id=told["conversation"],
            stars=told["stars"],
            comment=told["comment"],
        )
        return Response(RatingOutput(rating).data, status=status.HTTP_201_CREATED)
