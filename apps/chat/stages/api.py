from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.conversations.selectors import conversation_for
from apps.chat.stages.proposing import answer_proposal, propose_stage
from apps.chat.stages.serializers import ProposalAnswerSerializer, StageProposalSerializer, StageProposalsSerializer


class StageProposalView(APIView):
    @extend_schema(responses=StageProposalsSerializer)
    def get(self, request: Request, conversation_id: int) -> Response:
        """The stage that was read from what was said last, for the company's side, where it is another than the
        conversation's and isn't answered yet."""
        person = person_of(request)
        proposal = propose_stage(conversation_for(person, conversation_id), person)
        return Response({"results": StageProposalSerializer([proposal] if proposal else [], many=True).data})


class StageProposalAnswerView(APIView):
    @extend_schema(request=ProposalAnswerSerializer, responses=StageProposalSerializer)
    @idempotent
    def post(self, request: Request, proposal_id: int) -> Response:
        """Moves the conversation to the proposed stage, or leaves it where it is. The first answer counts."""
        data = read(ProposalAnswerSerializer, request)
        proposal = answer_proposal(by=person_of(request), proposal_id=proposal_id, **data)
        return Response(StageProposalSerializer(proposal).data)
