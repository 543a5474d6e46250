"""The postings and résumés beside the checkout, for tests marked `shared_data`."""

from tests.machine import SHARED_DATA

JOBS = SHARED_DATA / "jobs" / "jobs.jsonl"
RESUMES = SHARED_DATA / "jobs" / "resumes.jsonl"
