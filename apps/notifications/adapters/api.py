from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.notifications.adapters.models import OtherAddress
from apps.notifications.adapters.services import leave_messenger, use_messenger


class OtherAddressSerializer(serializers.ModelSerializer[OtherAddress]):
    shown = serializers.CharField(help_text="The address; of a messenger only its name, as its address is a key.")

    class Meta:
        model = OtherAddress
        fields = ("adapter", "shown", "updated_at")


class MessengerSerializer(serializers.Serializer[None]):
    address = serializers.CharField(
        max_length=255,
        help_text="As the service shows it (`https://hooks.slack.com/services/…`), or as apprise writes it "
        "(`tgram://BOT/CHAT`): Telegram, Slack, Discord, Feishu, Lark, DingTalk, WeCom.",
    )


class MessengerView(APIView):
    @extend_schema(
        responses=OtherAddressSerializer(many=True),
        summary="Where I am told instead of by e-mail",
        tags=["notifications"],
    )
    def get(self, request: Request) -> Response:
        """One, or none where e-mails come."""
        mine = OtherAddress.objects.filter(person=person_of(request))
        return Response(OtherAddressSerializer(mine, many=True).data)

    @extend_schema(
        request=MessengerSerializer,
        responses={200: OtherAddressSerializer},
        summary="Tell me by a messenger",
        tags=["notifications"],
    )
    def put(self, request: Request) -> Response:
        """A first word goes there at once; where it isn't taken, nothing changes."""
        address = read(MessengerSerializer, request)["address"]
        return Response(OtherAddressSerializer(use_messenger(person=person_of(request), address=address)).data)

    @extend_schema(responses={204: None}, summary="E-mails again", tags=["notifications"])
    def delete(self, request: Request) -> Response:
        """Also where none was named; what an operator set up stays."""
        leave_messenger(person=person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
