from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.notifications.inbound.models import MailStop
from apps.notifications.inbound.stopping import stop_of, write_again


class MailStopSerializer(serializers.ModelSerializer[MailStop]):
    class Meta:
        model = MailStop
        fields = ("address", "reason", "stopped_at")


class MailStopsView(APIView):
    @extend_schema(
        responses=MailStopSerializer(many=True),
        summary="My addresses that get no e-mails",
        tags=["notifications"],
    )
    def get(self, request: Request) -> Response:
        """One where e-mails to my address couldn't be delivered or were called spam, else none."""
        stop = stop_of(person_of(request))
        return Response(MailStopSerializer([stop] if stop else [], many=True).data)

    @extend_schema(responses={204: None}, summary="Let e-mails come again", tags=["notifications"])
    def delete(self, request: Request) -> Response:
        """Also where nothing was stopped."""
        write_again(person=person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
