from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.accounts.sessions.access import credential_of
from apps.accounts.sessions.devices import device_words
from apps.api.idempotency import idempotent
from apps.notifications.subscriptions.handlers import SESSION
from apps.notifications.subscriptions.sealing import own_key
from apps.notifications.subscriptions.selectors import browsers_of
from apps.notifications.subscriptions.serializers import PushBrowserSerializer, PushSerializer, SubscribeSerializer
from apps.notifications.subscriptions.services import end_subscription, subscribe
from apps.realtime.models import CredentialKind


class PushView(APIView):
    @extend_schema(responses=PushSerializer, summary="Where I get pushes", tags=["notifications"])
    def get(self, request: Request) -> Response:
        """The browsers and programs, the newest first, and the key with which others subscribe."""
        shown = {"key": own_key(), "browsers": browsers_of(person_of(request))}
        return Response(PushSerializer(shown, context={"credential": credential_of(request)[1]}).data)

    @extend_schema(
        request=SubscribeSerializer,
        responses={200: PushBrowserSerializer},
        summary="Push to this browser",
        tags=["notifications"],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Again for the same address changes it. It ends with the sign-in that asked for it."""
        wanted = SubscribeSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        given, (kind, credential) = wanted.validated_data, credential_of(request)
        subscription = subscribe(
            person=person_of(request),
            endpoint=given["endpoint"],
            public_key=given["keys"]["p256dh"],
            secret=given["keys"]["auth"],
            device=device_words(request.META.get("HTTP_USER_AGENT", ""))[:100],
            shows_words=given["shows_words"],
            credential=credential,
        )
        if kind == CredentialKind.SESSION:
            request.session[SESSION] = credential
        return Response(PushBrowserSerializer(subscription, context={"credential": credential}).data)


class PushBrowserView(APIView):
    @extend_schema(responses={204: None}, summary="No more pushes there", tags=["notifications"])
    def delete(self, request: Request, browser_id: int) -> Response:
        end_subscription(person=person_of(request), subscription_id=browser_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
