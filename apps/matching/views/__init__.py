"""Matching's pages."""

from apps.matching.views.candidates import candidate, candidates
from apps.matching.views.jobs import job, job_dismiss, jobs
from apps.matching.views.posting import job_close, job_edit, job_new, job_reopen, my_jobs
from apps.matching.views.resume import resume, resume_edit, resume_file, resume_file_remove, resume_upload

__all__ = [
    "candidate",
    "candidates",
    "job",
    "job_close",
    "job_dismiss",
    "job_edit",
    "job_new",
    "job_reopen",
    "jobs",
    "my_jobs",
    "resume",
    "resume_edit",
    "resume_file",
    "resume_file_remove",
    "resume_upload",
]
