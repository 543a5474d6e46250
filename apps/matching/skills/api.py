from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.matching.skills.models import Skill
from apps.matching.skills.selectors import find_skills
from apps.matching.skills.serializers import SkillOutput


@extend_schema_view(
    list=extend_schema(
        summary="Skills by the beginning or a part of any of their names",
        parameters=[OpenApiParameter("q", str, required=True)],
        tags=["skills"],
    )
)
class SkillViewSet(mixins.ListModelMixin, GenericViewSet[Skill]):
    queryset = Skill.objects.none()
    serializer_class = SkillOutput

    def get_queryset(self) -> QuerySet[Skill]:
        if getattr(self, "swagger_fake_view", False):
            return Skill.objects.none()
        return find_skills(self.request.query_params.get("q", "")[:80], reader=person_of(self.request))
