from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.chat.conversations.selectors import conversation_for
from apps.chat.suggestions.serializers import SuggestionSerializer, SuggestionsSerializer
from apps.chat.suggestions.services import show_suggestions, take_suggestion


class SuggestionsView(APIView):
    @extend_schema(responses=SuggestionsSerializer)
    def get(self, request: Request, conversation_id: int) -> Response:
        """At most three replies to the question that stands last, from what was stated; none where nothing fits. Send
        one as a message of origin "suggested", after its reader has seen it."""
        person = person_of(request)
        shown = show_suggestions(conversation_for(person, conversation_id), person)
        return Response({"results": SuggestionSerializer(shown, many=True).data})


class SuggestionTakeView(APIView):
    @extend_schema(request=None, responses=SuggestionSerializer)
    @idempotent
    def post(self, request: Request, suggestion_id: int) -> Response:
        """Says that it was put where it can be edited."""
        taken = take_suggestion(person=person_of(request), suggestion_id=suggestion_id)
        return Response(SuggestionSerializer(taken).data)
