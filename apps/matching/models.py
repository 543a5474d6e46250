from apps.matching.facts.models import JobFact, JobFactQuerySet, Topic
from apps.matching.importing.models import ImportDefect, ImportKind, ImportRun
from apps.matching.jobs.models import Job, JobQuerySet, JobSkill, JobStatus
from apps.matching.profile.models import Degree, Employment, Level, SalaryPeriod, TextLanguage
from apps.matching.recommendations.models import DismissalReason, JobDismissal, Responsiveness
from apps.matching.resumes.models import (
    HiddenEmployer,
    ReadingNotice,
    Resume,
    ResumeAccess,
    ResumeQuerySet,
    ResumeReading,
    ResumeSkill,
    ResumeVisibility,
)
from apps.matching.retrieval.models import JobVector, ResumeVector
from apps.matching.screening.models import ScreeningQuestion
from apps.matching.skills.models import AliasReach, Skill, SkillAlias

__all__ = [
    "AliasReach",
    "Degree",
    "DismissalReason",
    "Employment",
    "HiddenEmployer",
    "ImportDefect",
    "ImportKind",
    "ImportRun",
    "Job",
    "JobDismissal",
    "JobFact",
    "JobFactQuerySet",
    "JobQuerySet",
    "JobSkill",
    "JobStatus",
    "JobVector",
    "Level",
    "ReadingNotice",
    "Responsiveness",
    "Resume",
    "ResumeAccess",
    "ResumeQuerySet",
    "ResumeReading",
    "ResumeSkill",
    "ResumeVector",
    "ResumeVisibility",
    "SalaryPeriod",
    "ScreeningQuestion",
    "Skill",
    "SkillAlias",
    "TextLanguage",
    "Topic",
]
