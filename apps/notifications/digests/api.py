from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.notifications.digests.models import Rhythm, Weekday
from apps.notifications.digests.selectors import digest_choice, next_digest
from apps.notifications.digests.services import choose_digest


class DigestSerializer(serializers.Serializer[Any]):
    rhythm = serializers.ChoiceField(choices=Rhythm.choices)
    weekday = serializers.IntegerField(
        min_value=0, max_value=6, default=Weekday.MONDAY, help_text="Of a weekly one; 0 is Monday."
    )
    hour = serializers.IntegerField(min_value=0, max_value=23, default=9, help_text="On my clock.")
    next_at = serializers.DateTimeField(read_only=True, allow_null=True)


class DigestView(APIView):
    @extend_schema(responses=DigestSerializer, summary="My digest", tags=["notifications"])
    def get(self, request: Request) -> Response:
        """How often it comes, and when next."""
        return Response(_shown(person_of(request)))

    @extend_schema(
        request=DigestSerializer, responses=DigestSerializer, summary="Choose my digest", tags=["notifications"]
    )
    def put(self, request: Request) -> Response:
        person = person_of(request)
        choose_digest(person=person, **read(DigestSerializer, request))
        return Response(_shown(person))


def _shown(person: User) -> Any:
    choice, coming = digest_choice(person, now=timezone.now()), next_digest(person)
    shown = {"rhythm": choice.rhythm, "weekday": choice.weekday, "hour": choice.hour}
    return DigestSerializer(shown | {"next_at": coming.meant_at() if coming else None}).data
