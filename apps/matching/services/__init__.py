"""Writes of matching, by what they are about."""

from apps.matching.services.greetings import suggest_first_message
from apps.matching.services.imports import import_jobs, import_resumes
from apps.matching.services.jobs import (
    close_job,
    dismiss_job,
    edit_job,
    may_manage,
    post_job,
    reopen_job,
    undo_dismissal,
)
from apps.matching.services.people import Pace, record_responsiveness
from apps.matching.services.resumes import (
    claim_resume,
    open_resume_to,
    remove_resume_file,
    save_resume,
    share_resume_file,
    upload_resume,
    withdraw_resume_file,
)
from apps.matching.services.skills import load_skills, merge_skills, resolve_skills, verify_skill

__all__ = [
    "Pace",
    "claim_resume",
    "close_job",
    "dismiss_job",
    "edit_job",
    "import_jobs",
    "import_resumes",
    "load_skills",
    "may_manage",
    "merge_skills",
    "open_resume_to",
    "post_job",
    "record_responsiveness",
    "remove_resume_file",
    "reopen_job",
    "resolve_skills",
    "save_resume",
    "share_resume_file",
    "suggest_first_message",
    "undo_dismissal",
    "upload_resume",
    "verify_skill",
    "withdraw_resume_file",
]
