from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.errors import NotFound
from apps.gamification.appeals.selectors import last_appeal
from apps.gamification.appeals.serializers import AskAgainSerializer, AwardAppealSerializer
from apps.gamification.appeals.services import appeal


class AppealView(APIView):
    @extend_schema(responses=AwardAppealSerializer, summary="What became of my appeal", tags=["recognition"])
    def get(self, request: Request, award_id: int) -> Response:
        """The last one about this award; 404 where there is none."""
        found = last_appeal(person_of(request), award_id)
        if found is None:
            raise NotFound
        return Response(AwardAppealSerializer(found).data)

    @extend_schema(
        request=AskAgainSerializer,
        responses={201: AwardAppealSerializer},
        summary="Ask that somebody looks at an award again",
        tags=["recognition"],
    )
    @idempotent
    def post(self, request: Request, award_id: int) -> Response:
        """Once for each time that it was taken back. 409 `nothing_to_appeal` where it counts."""
        asked = read(AskAgainSerializer, request)
        made = appeal(person=person_of(request), award_id=award_id, text=asked["text"], now=timezone.now())
        return Response(AwardAppealSerializer(made).data, status=201)
