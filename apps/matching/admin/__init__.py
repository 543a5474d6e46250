"""The console of matching: jobs, résumés, skills and imports."""

from apps.matching.admin.imports import ImportRunAdmin
from apps.matching.admin.jobs import JobAdmin
from apps.matching.admin.resumes import ResumeAdmin
from apps.matching.admin.skills import SkillAdmin

__all__ = ["ImportRunAdmin", "JobAdmin", "ResumeAdmin", "SkillAdmin"]
