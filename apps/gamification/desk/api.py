"""The incentives desk for clients of operators: to each what the console lets them see and do."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import operators_with, person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.gamification.appeals.models import Appeal
from apps.gamification.appeals.selectors import appeals
from apps.gamification.appeals.services import decide_appeal
from apps.gamification.awards.models import Hold
from apps.gamification.desk.selectors import desk_of_the_week, holds
from apps.gamification.desk.serializers import (
    DecideAppealSerializer,
    DeskSerializer,
    HeldAwardSerializer,
    MemberAppealSerializer,
    ReleasedSerializer,
    ReleaseSerializer,
)
from apps.gamification.desk.services import release

TAGS = ["incentives"]


class DeskView(APIView):
    permission_classes = (operators_with("gamification.view_rulecost"),)

    @extend_schema(summary="A week of incentives", responses=DeskSerializer, tags=TAGS)
    def get(self, request: Request) -> Response:
        """What each rule cost, what became of it, who earns, what runs out and what waits."""
        return Response(DeskSerializer(desk_of_the_week(now=timezone.now())).data)


class HeldView(GenericAPIView[Hold]):
    permission_classes = (operators_with("gamification.view_award"),)
    serializer_class = HeldAwardSerializer

    def get_queryset(self) -> QuerySet[Hold]:
        return holds()

    @extend_schema(summary="Held awards", responses=HeldAwardSerializer(many=True), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Those that settle next first, then those that wait for the other side."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(HeldAwardSerializer(page, many=True).data)


class ReleaseView(APIView):
    permission_classes = (operators_with("gamification.add_awardentry"),)

    @extend_schema(
        request=ReleaseSerializer, responses=ReleasedSerializer, summary="Let a held award count now", tags=TAGS
    )
    @idempotent
    def post(self, request: Request, award_id: int) -> Response:
        """In full. 409 `award_decided` where it isn't held any more, `own_award` to who has a part in it."""
        reason = read(ReleaseSerializer, request)["reason"]
        entry = release(award_id=award_id, reason=reason, operator=person_of(request), now=timezone.now())
        return Response(ReleasedSerializer(entry).data)


class AppealsView(GenericAPIView[Appeal]):
    permission_classes = (operators_with("gamification.view_appeal"),)
    serializer_class = MemberAppealSerializer

    def get_queryset(self) -> QuerySet[Appeal]:
        return appeals()

    @extend_schema(summary="Appeals about awards", responses=MemberAppealSerializer(many=True), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Those that wait first, the oldest of them at the top."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(MemberAppealSerializer(page, many=True).data)


class DecideAppealView(APIView):
    permission_classes = (operators_with("gamification.change_appeal"),)

    @extend_schema(
        request=DecideAppealSerializer, responses=MemberAppealSerializer, summary="Decide an appeal", tags=TAGS
    )
    @idempotent
    def post(self, request: Request, appeal_id: int) -> Response:
        """Gives the award back, or says why it stays taken back. 409 `appeal_decided`, or `needs_another_operator` to
        who took it back."""
        said = read(DecideAppealSerializer, request)
        decided = decide_appeal(appeal_id=appeal_id, operator=person_of(request), now=timezone.now(), **said)
        return Response(MemberAppealSerializer(decided).data)
