"""The demo's jobs and résumés."""

from datetime import datetime, timedelta
from typing import Any

from apps.matching.facts.services import approve_fact
from apps.matching.jobs.services import post_job
from apps.matching.models import Job
from apps.matching.resumes.services import save_resume
from config.demo.people import People

OWN_COLUMNS = {"company", "recruiter", "skills_required", "skills_nice", "card"}


def create_market(cast: dict[str, Any], *, people: People, now: datetime) -> dict[tuple[str, str], Job]:
    """Jobs by (company key, title). The first ones of the cast are the newest."""
    for entry in cast["candidates"]:
        fields = dict(entry["resume"])
        skills = fields.pop("skills")
        save_resume(owner=people.users[entry["key"]], person_name=entry["name"], skills=skills, **fields)
    jobs = {}
    for position, entry in enumerate(cast["jobs"]):
        fields = {name: value for name, value in entry.items() if name not in OWN_COLUMNS}
        recruiter = people.users[entry["recruiter"]]
        job = jobs[entry["company"], entry["title"]] = post_job(
            poster=recruiter,
            skills_required=entry["skills_required"],
            skills_nice=entry["skills_nice"],
            now=now - timedelta(hours=6 + 7 * position),
            **fields,
        )
        for topic, value in entry.get("card", {}).items():
            approve_fact(job=job, topic=topic, value=value, approver=recruiter, now=now - timedelta(days=2))
    return jobs
