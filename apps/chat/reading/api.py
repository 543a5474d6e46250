from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.chat.reading.selectors import unread_total
from apps.chat.reading.serializers import UnreadSerializer


class UnreadView(APIView):
    @extend_schema(responses=UnreadSerializer)
    def get(self, request: Request) -> Response:
        """How many messages wait unread, muted conversations left aside."""
        return Response({"count": unread_total(person_of(request))})
