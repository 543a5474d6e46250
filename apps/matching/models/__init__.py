"""Jobs, résumés, the skills that both speak of, and what ranking knows about people."""

from apps.matching.models.imports import ImportDefect, ImportKind, ImportRun
from apps.matching.models.jobs import Job, JobQuerySet, JobSkill, JobStatus, JobVector
from apps.matching.models.pay import SalaryPeriod
from apps.matching.models.people import DismissalReason, JobDismissal, Responsiveness
from apps.matching.models.profile import Degree, Employment, Level, TextLanguage
from apps.matching.models.resumes import (
    Resume,
    ResumeAccess,
    ResumeQuerySet,
    ResumeSkill,
    ResumeVector,
    ResumeVisibility,
)
from apps.matching.models.skills import AliasReach, Skill, SkillAlias

__all__ = [
    "AliasReach",
    "Degree",
    "DismissalReason",
    "Employment",
    "ImportDefect",
    "ImportKind",
    "ImportRun",
    "Job",
    "JobDismissal",
    "JobQuerySet",
    "JobSkill",
    "JobStatus",
    "JobVector",
    "Level",
    "Responsiveness",
    "Resume",
    "ResumeAccess",
    "ResumeQuerySet",
    "ResumeSkill",
    "ResumeVector",
    "ResumeVisibility",
    "SalaryPeriod",
    "Skill",
    "SkillAlias",
    "TextLanguage",
]
