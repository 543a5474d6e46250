from typing import Any, ClassVar

from rest_framework import serializers

from apps.matching.profile.models import MOST_YEARS
from apps.matching.resumes.masking import masked
from apps.matching.resumes.models import Resume, ResumeVisibility
from apps.matching.resumes.reading import CARD_FACTS
from apps.matching.skills.serializers import SkillNames, SkillOutput

RESUME_STATED = (
    *("title", "years_experience", "city", "region", "remote_ok", "industry", "degree", "availability"),
    *("salary_min", "salary_max", "salary_currency", "salary_period", "salary_text"),
    *("summary", "experience", "projects", "education", "languages", "language"),
)


class ResumeOutput(serializers.ModelSerializer[Resume]):
    """Null and "" are what it doesn't say. For others than its owner, contacts in its texts are masked."""

    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    owner_name = serializers.SerializerMethodField()
    skills = SkillOutput(many=True)
    has_file = serializers.SerializerMethodField()
    is_anonymous = serializers.SerializerMethodField(
        help_text="Only work, skills, years and place are shown: the reader's address isn't confirmed or their company "
        "isn't verified, and the owner hasn't written to them."
    )

    class Meta:
        model = Resume
        fields: ClassVar = [
            *("id", "owner", "owner_name", *RESUME_STATED, "skills", "visibility", "personalised", "file_open"),
            *("has_file", "is_anonymous", "updated_at"),
        ]
        read_only_fields: ClassVar = fields

    def get_owner_name(self, resume: Resume) -> str:
        return resume.owner.name if resume.owner else ""

    def get_has_file(self, resume: Resume) -> bool:
        return bool(resume.file)

    def get_is_anonymous(self, resume: Resume) -> bool:
        return resume.pk in self.context.get("anonymous", ())

    def to_representation(self, instance: Resume) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if instance.pk not in self.context.get("unmasked", ()):
            texts = ("summary", "experience", "projects", "education", "languages", "availability", "salary_text")
            shown |= {name: masked(shown[name]) for name in texts}
        if shown["is_anonymous"]:
            hidden = set(RESUME_STATED) - set(CARD_FACTS)
            shown |= {name: None if isinstance(shown[name], int | None) else "" for name in hidden}
            shown |= {"owner": None, "owner_name": "", "has_file": False}
        return shown


class ResumeInput(serializers.ModelSerializer[Resume]):
    """PUT replaces what is given and leaves out nothing else: fields that aren't sent stay."""

    skills = SkillNames()
    years_experience = serializers.IntegerField(min_value=0, max_value=MOST_YEARS, allow_null=True, required=False)
    visibility = serializers.ChoiceField(choices=ResumeVisibility.choices, required=False)

    class Meta:
        model = Resume
        fields: ClassVar = [*RESUME_STATED, "skills", "visibility", "personalised", "file_open"]


class FileInput(serializers.Serializer[Any]):
    file = serializers.FileField(max_length=160, help_text="PDF, Word (.docx) or text, up to 5 MB.")


class UploadOutput(serializers.Serializer[Any]):
    resume = ResumeOutput()
    filled = serializers.ListField(child=serializers.CharField(), help_text="The fields that the file filled.")
