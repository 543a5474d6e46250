from typing import Any, ClassVar

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.models import Company
from apps.matching.importing.reporting import defect_text
from apps.matching.models import DismissalReason, ImportDefect, ImportRun, Job, Resume, Skill
from apps.matching.models.resumes import ResumeVisibility
from apps.matching.selectors.ranked import Match
from apps.matching.services.writing import MAX_SKILLS
from apps.matching.texts import masked

MAX_YEARS = 60


def _language() -> str:
    return get_language() or "en"


class SkillOutput(serializers.ModelSerializer[Skill]):
    """`name` is in the request's language."""

    name = serializers.SerializerMethodField()

    class Meta:
        model = Skill
        fields: ClassVar = ["id", "slug", "name", "name_en", "name_zh", "is_verified"]
        read_only_fields: ClassVar = fields

    def get_name(self, skill: Skill) -> str:
        return skill.name_in(_language())


class ReasonOutput(serializers.Serializer[Any]):
    code = serializers.CharField()
    polarity = serializers.ChoiceField(choices=["for", "against"])
    weight = serializers.FloatField(help_text="How far it moves the score from the neutral middle, 0–1.")
    job_field = serializers.CharField(allow_blank=True)
    job_value = serializers.CharField(allow_blank=True)
    resume_field = serializers.CharField(allow_blank=True)
    resume_value = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    chip = serializers.CharField()


class RaiseOutput(serializers.Serializer[Any]):
    code = serializers.CharField()
    gain = serializers.FloatField(help_text="By how much it could raise the score.")
    text = serializers.CharField()


class MatchOutput(serializers.Serializer[Any]):
    score = serializers.FloatField(help_text="0–1; 0.5 is what two sides have that state nothing.")
    tier = serializers.ChoiceField(choices=["strong", "good", "possible", "far"])
    label = serializers.CharField()  # type: ignore[assignment]  # the field named label
    reasons = ReasonOutput(many=True)
    raises = RaiseOutput(many=True)


def match_data(match: Match) -> dict[str, Any]:
    """What `MatchOutput` describes, in the request's language."""
    language = _language()
    return {
        "score": round(match.score, 4),
        "tier": str(match.comparison.tier),
        "label": match.label(language),
        "reasons": [
            {
                "code": reason.code,
                "polarity": str(reason.polarity),
                "weight": reason.weight,
                "job_field": reason.job_field,
                "job_value": reason.job_says(language),
                "resume_field": reason.resume_field,
                "resume_value": reason.resume_says(language),
                "text": reason.text(language),
                "chip": reason.chip(language),
            }
            for reason in match.reasons
        ],
        "raises": [{"code": step.code, "gain": step.gain, "text": step.text(language)} for step in match.raises],
    }


class JobCompanyOutput(serializers.ModelSerializer[Company]):
    is_verified = serializers.SerializerMethodField()

    class Meta:
        model = Company
        fields: ClassVar = ["id", "name", "is_verified"]
        read_only_fields: ClassVar = fields

    def get_is_verified(self, company: Company) -> bool:
        return company.verified_at is not None


STATED = (
    *("title", "city", "region", "remote", "industry", "employment", "level", "years_min", "years_max", "degree"),
    *("salary_min", "salary_max", "salary_currency", "salary_period", "salary_months", "salary_text"),
    *("description", "responsibilities", "requirements", "language"),
)


class JobOutput(serializers.ModelSerializer[Job]):
    """Null and "" are what the posting doesn't say. `match` is null where there is nothing to compare with."""

    company = JobCompanyOutput(allow_null=True, help_text="Null for an unnamed employer, who can't be written to.")
    skills_required = serializers.SerializerMethodField()
    skills_nice = serializers.SerializerMethodField()
    match = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields: ClassVar = [
            *("id", "company", "posted_by", *STATED, "skills_required", "skills_nice"),
            *("status", "published_at", "expires_at", "match"),
        ]
        read_only_fields: ClassVar = fields

    @extend_schema_field(SkillOutput(many=True))
    def get_skills_required(self, job: Job) -> Any:
        return SkillOutput([link.skill for link in job.job_skills.all() if link.required], many=True).data

    @extend_schema_field(SkillOutput(many=True))
    def get_skills_nice(self, job: Job) -> Any:
        return SkillOutput([link.skill for link in job.job_skills.all() if not link.required], many=True).data

    @extend_schema_field(MatchOutput(allow_null=True))
    def get_match(self, job: Job) -> Any:
        found = self.context.get("matches", {}).get(job.pk)
        return match_data(found) if found is not None else None


class SkillNames(serializers.ListField):
    """Names of skills; unknown ones are kept as new."""

    child = serializers.CharField(max_length=80)

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_SKILLS, required=False, **options)


class JobInput(serializers.ModelSerializer[Job]):
    """What isn't given stays as it is (PATCH), or isn't stated (POST)."""

    skills_required = SkillNames()
    skills_nice = SkillNames()
    years_min = serializers.IntegerField(min_value=0, max_value=MAX_YEARS, allow_null=True, required=False)
    years_max = serializers.IntegerField(min_value=0, max_value=MAX_YEARS, allow_null=True, required=False)
    draft = serializers.BooleanField(required=False, write_only=True, help_text="POST only: keep it unposted.")

    class Meta:
        model = Job
        fields: ClassVar = [*STATED, "expires_at", "skills_required", "skills_nice", "draft"]


class DismissInput(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=DismissalReason.choices, required=False, allow_blank=True)


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

    class Meta:
        model = Resume
        fields: ClassVar = [
            *("id", "owner", "owner_name", *RESUME_STATED, "skills", "visibility", "personalised", "file_open"),
            *("has_file", "updated_at"),
        ]
        read_only_fields: ClassVar = fields

    def get_owner_name(self, resume: Resume) -> str:
        return resume.owner.name if resume.owner else ""

    def get_has_file(self, resume: Resume) -> bool:
        return bool(resume.file)

    def to_representation(self, instance: Resume) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if instance.pk not in self.context.get("unmasked", ()):
            texts = ("summary", "experience", "projects", "education", "languages", "availability", "salary_text")
            shown |= {name: masked(shown[name]) for name in texts}
        return shown


class CandidateOutput(serializers.Serializer[Any]):
    resume = ResumeOutput()
    match = MatchOutput()


class ResumeInput(serializers.ModelSerializer[Resume]):
    """PUT replaces what is given and leaves out nothing else: fields that aren't sent stay."""

    skills = SkillNames()
    years_experience = serializers.IntegerField(min_value=0, max_value=MAX_YEARS, allow_null=True, required=False)
    visibility = serializers.ChoiceField(choices=ResumeVisibility.choices, required=False)

    class Meta:
        model = Resume
        fields: ClassVar = [*RESUME_STATED, "skills", "visibility", "personalised", "file_open"]


class FileInput(serializers.Serializer[Any]):
    file = serializers.FileField(max_length=160, help_text="PDF, Word (.docx) or text, up to 5 MB.")


class UploadOutput(serializers.Serializer[Any]):
    resume = ResumeOutput()
    filled = serializers.ListField(child=serializers.CharField(), help_text="The fields that the file filled.")


class ImportInput(serializers.Serializer[Any]):
    file = serializers.FileField(max_length=160, help_text="JSON lines or CSV, up to 20 MB.")
    source = serializers.CharField(  # type: ignore[assignment]  # the field named source
        max_length=40, default="import", help_text="Where the ids come from. They are unique within a source."
    )


class JobImportInput(ImportInput):
    company = serializers.PrimaryKeyRelatedField(
        queryset=Company.objects.all(), required=False, allow_null=True, help_text="Whose jobs all of them are."
    )


class DefectOutput(serializers.ModelSerializer[ImportDefect]):
    reason = serializers.SerializerMethodField()

    class Meta:
        model = ImportDefect
        fields: ClassVar = ["line", "code", "column", "value", "reason"]
        read_only_fields: ClassVar = fields

    def get_reason(self, defect: ImportDefect) -> str:
        return defect_text(defect)


class ImportOutput(serializers.ModelSerializer[ImportRun]):
    """What became of the rows, and why some were refused."""

    defects = DefectOutput(many=True)

    class Meta:
        model = ImportRun
        fields: ClassVar = [
            *("id", "kind", "file_name", "source", "created", "updated", "unchanged", "failed"),
            *("ignored_columns", "defects"),
        ]
        read_only_fields: ClassVar = fields
