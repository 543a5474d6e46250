"""Signing in and out."""

from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.accounts.sessions import services, tokens
from apps.accounts.sessions.access import credential_of
from apps.accounts.sessions.authentication import TokenAuthentication
from apps.accounts.sessions.selectors import sign_ins_of
from apps.accounts.sessions.serializers import (
    CredentialsSerializer,
    EndedSerializer,
    SignInSerializer,
    TicketSerializer,
    TokenSerializer,
)
from apps.api.error_schemas import RefusalResponseSerializer
from apps.realtime.credentials import TICKET_LIFE, issue_ticket
from apps.realtime.open_sockets import end_socket

REFUSED = OpenApiResponse(
    RefusalResponseSerializer,
    description="Too many tries, `Retry-After`.",
)


class TokenView(APIView):
    """A token for API clients: made from address and password, and a code where the account asks for one; revoked by
    itself."""

    def get_authenticators(self) -> list[BaseAuthentication]:
        signing_in = self.request is not None and self.request.method == "POST"
        return [] if signing_in else [TokenAuthentication()]

    def get_permissions(self) -> list[AllowAny | IsAuthenticated]:
        return [AllowAny()] if self.request.method == "POST" else [IsAuthenticated()]

    @extend_schema(
        request=CredentialsSerializer,
        responses={201: TokenSerializer, 429: REFUSED},
        auth=[],
        summary="Sign in",
        tags=["auth"],
    )
    def post(self, request: Request) -> Response:
        """After five wrong passwords for an address from one place, or ten from there in a minute, that place waits.
        `second_step_needed` asks for a code beside the right password; wrong ones count the same."""
        credentials = CredentialsSerializer(data=request.data)
        credentials.is_valid(raise_exception=True)
        token, expiry = tokens.sign_in(request=request._request, **credentials.validated_data)
        return Response(TokenSerializer({"token": token, "expiry": expiry}).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None}, summary="Revoke this token", tags=["auth"])
    def delete(self, request: Request) -> Response:
        """Its sockets close within seconds."""
        tokens.revoke_token(token=request.auth)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SocketTicketView(APIView):
    """A key for one socket, for browsers of other sites, which can't send a header."""

    @extend_schema(request=None, responses={201: TicketSerializer}, summary="Ticket for the live socket", tags=["auth"])
    def post(self, request: Request) -> Response:
        """Valid once and for a minute. The socket lasts as long as the session or token that asked for it."""
        kind, key = credential_of(request)
        ticket = issue_ticket(user=request.user, kind=kind, key=key)
        answer = {"ticket": ticket, "expires_in": int(TICKET_LIFE.total_seconds())}
        return Response(TicketSerializer(answer).data, status=status.HTTP_201_CREATED)


class SignInListView(APIView):
    """Where one is signed in: at most fifty sessions and fifty tokens."""

    @extend_schema(responses=SignInSerializer(many=True), summary="Where am I signed in?", tags=["auth"])
    def get(self, request: Request) -> Response:
        _kind, key = credential_of(request)
        return Response(SignInSerializer(sign_ins_of(person_of(request), current_key=key), many=True).data)

    @extend_schema(
        operation_id="me_sign_ins_end_others",
        responses={200: EndedSerializer},
        summary="End all but this one",
        tags=["auth"],
    )
    def delete(self, request: Request) -> Response:
        """Their sockets close within seconds."""
        _kind, key = credential_of(request)
        ended = services.end_other_sign_ins(person=person_of(request), current_key=key)
        return Response(EndedSerializer({"ended": ended}).data)


class SignInView(APIView):
    @extend_schema(responses={204: None}, summary="End a session or token", tags=["auth"])
    def delete(self, request: Request, sign_in_id: str) -> Response:
        """Its sockets close within seconds. It may be the one that asks."""
        services.end_sign_in(person=person_of(request), sign_in_id=sign_in_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LiveSocketView(APIView):
    @extend_schema(responses={204: None}, summary="End one open socket", tags=["auth"])
    def delete(self, request: Request, socket_id: int) -> Response:
        """Closed within seconds with 4403. With what it was opened another one may be: end that to keep it out."""
        end_socket(user_id=person_of(request).pk, socket_id=socket_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("me/sign-ins/", SignInListView.as_view(), name="api-sign-ins"),
    path("me/sign-ins/<str:sign_in_id>/", SignInView.as_view(), name="api-sign-in"),
    path("me/sockets/<int:socket_id>/", LiveSocketView.as_view(), name="api-live-socket"),
    path("auth/token/", TokenView.as_view(), name="api-token"),
    path("auth/socket-ticket/", SocketTicketView.as_view(), name="api-socket-ticket"),
]
