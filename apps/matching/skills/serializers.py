from typing import Any, ClassVar

from django.utils.translation import get_language
from rest_framework import serializers

from apps.matching.skills.models import Skill
from apps.matching.skills.services import MAX_SKILLS


def reader_language() -> str:
    """That of the request."""
    return get_language() or "en"


class SkillOutput(serializers.ModelSerializer[Skill]):
    """`name` is in the request's language."""

    # Not by a slug's pattern: readers of the description take its \w for ASCII, and a short name may be Chinese.
    slug = serializers.CharField(read_only=True)
    name = serializers.SerializerMethodField()

    class Meta:
        model = Skill
        fields: ClassVar = ["id", "slug", "name", "name_en", "name_zh", "is_verified"]
        read_only_fields: ClassVar = fields

    def get_name(self, skill: Skill) -> str:
        return skill.name_in(reader_language())


class SkillNames(serializers.ListField):
    """Names of skills; unknown ones are kept as new."""

    child = serializers.CharField(max_length=80)

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_SKILLS, required=False, **options)
