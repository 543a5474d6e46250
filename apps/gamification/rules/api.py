from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.gamification.rules.selectors import rules_for
from apps.gamification.rules.serializers import RuleSerializer
from apps.gamification.rules.wording import words_of


class RulesView(APIView):
    @extend_schema(responses=RuleSerializer(many=True), summary="Rules in force", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """All live rules; those for other roles come last."""
        person = person_of(request)
        mine, others = rules_for(person)
        with translation.override(person.language):
            return Response(RuleSerializer([words_of(version) for version in [*mine, *others]], many=True).data)
