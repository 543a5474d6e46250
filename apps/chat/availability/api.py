from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.models import AwayReply
from apps.chat.availability.serializers import AwayReplySerializer


class AwayReplyView(APIView):
    @extend_schema(responses=AwayReplySerializer)
    def get(self, request: Request) -> Response:
        """One's auto-reply."""
        person = person_of(request)
        away = AwayReply.objects.filter(person=person).first() or AwayReply(person=person)
        return Response(AwayReplySerializer(away).data)

    @extend_schema(request=AwayReplySerializer, responses=AwayReplySerializer)
    def put(self, request: Request) -> Response:
        away = set_away_reply(person=person_of(request), **read(AwayReplySerializer, request))
        return Response(AwayReplySerializer(away).data)
