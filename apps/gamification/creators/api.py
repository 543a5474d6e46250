from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.creators.selectors import creator_of, titles_for
from apps.gamification.creators.serializers import CreatorSerializer


class CreatorView(APIView):
    @extend_schema(responses=CreatorSerializer, summary="My title as a creator", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """What my posts and answers have earned, and how far I am to each title."""
        person = person_of(request)
        creator = creator_of(person)
        standing = {
            "title": creator.title.name if creator else "",
            "since": creator.since if creator else None,
            "kept_until": creator.kept_until if creator else None,
            "titles": titles_for(person, creator, now=timezone.now()),
        }
        return Response(CreatorSerializer(standing).data)
