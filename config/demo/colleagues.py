"""What the demo's recruiters keep for each other: notes, tags and prepared replies."""

from typing import Any

from apps.accounts.models import User
from apps.chat.candidates.services import add_note, set_standing, tag_candidate
from apps.chat.presets.files import keep_with
from apps.chat.presets.services import save_preset
from apps.matching.models import Job
from config.demo.files import keep_text


def create_records(cast: dict[str, Any], *, users: dict[str, User]) -> None:
    for record in cast["records"]:
        by, candidate = users[record["by"]], users[record["candidate"]].pk
        set_standing(by=by, candidate_id=candidate, standing=record["standing"])
        for tag in record["tags"]:
            tag_candidate(by=by, candidate_id=candidate, name=tag)
        for note in record["notes"]:
            add_note(by=by, candidate_id=candidate, text=note)


def create_replies(cast: dict[str, Any], *, users: dict[str, User]) -> None:
    for reply in cast["replies"]:
        by = users[reply["by"]]
        job = Job.objects.get(company=by.company_id, title=reply["job"]).pk if "job" in reply else None
        preset = save_preset(by=by, title=reply["title"], body=reply["body"], scope=reply["scope"], job=job)
        if file := reply.get("file"):
            keep_with(preset, by=by, read=(keep_text(file["name"], file["text"]), None))
