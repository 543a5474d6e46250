from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.models import Company
from apps.matching.jobs.models import Job
from apps.matching.profile.models import MOST_YEARS
from apps.matching.ranking.serializers import MatchOutput, match_data
from apps.matching.skills.serializers import SkillNames, SkillOutput


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
    salary_months = serializers.FloatField(allow_null=True, help_text="13.5 where a thirteenth and a half is paid.")

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
        return match_data(found.comparison) if found is not None else None


class JobInput(serializers.ModelSerializer[Job]):
    """What isn't given stays as it is (PATCH), or isn't stated (POST)."""

    skills_required = SkillNames()
    skills_nice = SkillNames()
    years_min = serializers.IntegerField(min_value=0, max_value=MOST_YEARS, allow_null=True, required=False)
    years_max = serializers.IntegerField(min_value=0, max_value=MOST_YEARS, allow_null=True, required=False)
    salary_months = serializers.FloatField(min_value=1, max_value=24, allow_null=True, required=False)
    draft = serializers.BooleanField(required=False, write_only=True, help_text="POST only: keep it unposted.")

    class Meta:
        model = Job
        fields: ClassVar = [*STATED, "expires_at", "skills_required", "skills_nice", "draft"]
