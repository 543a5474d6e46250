from django.utils import timezone, translation
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.gamification.honours.models import Ballot
from apps.gamification.honours.selectors import as_shown, open_ballots, past_ballots
from apps.gamification.honours.serializers import BallotSerializer, HonoursSerializer, HonourVoteSerializer
from apps.gamification.honours.services import cast_vote


class HonoursView(GenericAPIView[Ballot]):
    queryset = Ballot.objects.none()
    serializer_class = HonoursSerializer

    @extend_schema(summary="Awards of the month", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Nobody learns how a vote stands before it is closed, and who voted for whom never."""
        person, now = person_of(request), timezone.now()
        with translation.override(person.language):
            page = as_shown(self.paginate_queryset(past_ballots()) or [], person, now=now)
            response = self.get_paginated_response(BallotSerializer(page, many=True).data)
            shown = as_shown(open_ballots(now=now), person, now=now)
            response.data = {"open": BallotSerializer(shown, many=True).data, **response.data}
        return response


class HonourVoteView(APIView):
    @extend_schema(
        request=HonourVoteSerializer,
        responses=BallotSerializer,
        summary="Vote in a month's award",
        tags=["recognition"],
    )
    def put(self, request: Request, ballot_id: int) -> Response:
        """Instead of the vote before, until it is closed."""
        person, now = person_of(request), timezone.now()
        nominee_id = read(HonourVoteSerializer, request)["candidate"]
        vote = cast_vote(voter=person, ballot_id=ballot_id, nominee_id=nominee_id, now=now)
        with translation.override(person.language):
            return Response(BallotSerializer(as_shown([vote.ballot], person, now=now)[0]).data)
