from django.utils import timezone, translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.rules.reading import words_for
from apps.gamification.rules.selectors import rules_for
from apps.gamification.rules.serializers import RuleSerializer


class RulesView(APIView):
    @extend_schema(responses=RuleSerializer(many=True), summary="Rules in force", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """All live rules; those for other roles come last. `note` says what is so for this person alone, `is_off` that
        the rule gives them nothing for now."""
        person = person_of(request)
        mine, others = rules_for(person)
        with translation.override(person.language):
            words = [*words_for(person, mine, now=timezone.now()), *words_for(None, others, now=timezone.now())]
            return Response(RuleSerializer(words, many=True).data)
