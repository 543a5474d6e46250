from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.chat.greeting.drafting import draft, sides_of
from apps.chat.greeting.selectors import conversation_about, may_greet
from apps.chat.greeting.serializers import FirstMessageQuerySerializer, FirstMessageSerializer
from apps.errors import NotFound


class FirstMessageView(APIView):
    @extend_schema(parameters=[FirstMessageQuerySerializer], responses=FirstMessageSerializer)
    def get(self, request: Request) -> Response:
        """A first message about a job, to be changed and sent by `POST /conversations/` with origin "suggested"."""
        query = FirstMessageQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        me, wanted = person_of(request), query.validated_data
        job, candidate = sides_of(me, job_id=wanted["job"], candidate_id=wanted.get("candidate"))
        conversation = conversation_about(me, job=job, candidate=candidate)
        if conversation is None and me.is_recruiter and not may_greet(me, job=job, candidate=candidate):
            raise NotFound
        greeting = draft(me, job, candidate, question=wanted["question"], variant=wanted["variant"])
        answer = {
            "text": greeting.suggestion,
            "variant": greeting.variant,
            "facts": greeting.named(),
            "conversation": conversation.pk if conversation else None,
        }
        return Response(FirstMessageSerializer(answer).data)
