from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.feedback.beta.models import BetaInvitation
from apps.feedback.beta.selectors import invitation_of, invitations_of
from apps.feedback.beta.serializers import BetaAnswerInput, BetaInvitationOutput, BetaWishOutput
from apps.feedback.beta.services import respond, say_of_trial, wish
from apps.feedback.topics.serializers import FixedInput


class BetaInvitationViewSet(GenericViewSet[BetaInvitation]):
    """What one is invited to try out before others."""

    queryset = BetaInvitation.objects.none()
    serializer_class = BetaInvitationOutput
    lookup_value_converter = "int"

    @extend_schema(summary="My invitations to try things out, newest first")
    def list(self, request: Request) -> Response:
        invitations = self.paginate_queryset(invitations_of(person_of(request))) or []
        return self.get_paginated_response(BetaInvitationOutput(invitations, many=True).data)

    @extend_schema(summary="An invitation to try something out")
    def retrieve(self, request: Request, pk: int) -> Response:
        return self._one(request, pk)

    @extend_schema(summary="Accept, decline or leave", request=BetaAnswerInput, responses=BetaInvitationOutput)
    @action(detail=True, methods=["post"])
    @idempotent
    def answer(self, request: Request, pk: int) -> Response:
        given = BetaAnswerInput(data=request.data)
        given.is_valid(raise_exception=True)
        respond(person=person_of(request), invitation_id=pk, answer=given.validated_data["answer"])
        return self._one(request, pk)

    @extend_schema(
        summary="Say whether what I tried is fixed for me", request=FixedInput, responses=BetaInvitationOutput
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def confirm(self, request: Request, pk: int) -> Response:
        given = FixedInput(data=request.data)
        given.is_valid(raise_exception=True)
        say_of_trial(person=person_of(request), invitation_id=pk, is_fixed=given.validated_data["fixed"])
        return self._one(request, pk)

    @extend_schema(
        summary="Say whether I may be asked to try things out", request=BetaWishOutput, responses=BetaWishOutput
    )
    @action(detail=False, methods=["put"])
    def wish(self, request: Request) -> Response:
        given = BetaWishOutput(data=request.data)
        given.is_valid(raise_exception=True)
        wish(person=person_of(request), is_on=given.validated_data["wish"])
        return Response(given.validated_data)

    def _one(self, request: Request, pk: int) -> Response:
        return Response(BetaInvitationOutput(invitation_of(person_of(request), pk)).data)
