"""Signing in and out."""

from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from knox.auth import TokenAuthentication
from knox.models import AbstractAuthToken
from rest_framework import status
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.sessions import tokens
from apps.accounts.sessions.serializers import CredentialsSerializer, TicketSerializer, TokenSerializer
from apps.realtime.credentials import TICKET_LIFE, issue_ticket
from apps.realtime.models import CredentialKind

REFUSED = OpenApiResponse(description="The address isn't confirmed (403), or too many tries (429, `Retry-After`).")


class TokenView(APIView):
    """A token for API clients: made from address and password, revoked by itself."""

    def get_authenticators(self) -> list[BaseAuthentication]:
        signing_in = self.request is not None and self.request.method == "POST"
        return [] if signing_in else [TokenAuthentication()]

    def get_permissions(self) -> list[AllowAny | IsAuthenticated]:
        return [AllowAny()] if self.request.method == "POST" else [IsAuthenticated()]

    @extend_schema(
        request=CredentialsSerializer,
        responses={201: TokenSerializer, 403: REFUSED, 429: REFUSED},
        auth=[],
        summary="Sign in",
        tags=["auth"],
    )
    def post(self, request: Request) -> Response:
        """After five wrong passwords for an address, or ten from one place in a minute, wait five minutes."""
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
        if isinstance(request.auth, AbstractAuthToken):
            kind, key = CredentialKind.TOKEN, request.auth.digest
        else:
            kind, key = CredentialKind.SESSION, request.session.session_key or ""
        ticket = issue_ticket(user=request.user, kind=kind, key=key)
        answer = {"ticket": ticket, "expires_in": int(TICKET_LIFE.total_seconds())}
        return Response(TicketSerializer(answer).data, status=status.HTTP_201_CREATED)


urlpatterns = [
    path("auth/token/", TokenView.as_view(), name="api-token"),
    path("auth/socket-ticket/", SocketTicketView.as_view(), name="api-socket-ticket"),
]
