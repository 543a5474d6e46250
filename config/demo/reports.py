"""What the demo's people reported: a posting and a message wait, one was decided, one was appealed against."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.chat.moderation.deciding import appeal, decide
from apps.chat.moderation.models import Report
from apps.chat.moderation.postings import report_posting
from apps.chat.moderation.services import report
from apps.matching.models import Job
from config.demo.talk import ago

OPERATOR = "irene"


def create_reports(
    cast: dict[str, Any],
    *,
    users: dict[str, User],
    jobs: dict[tuple[str, str], Job],
    conversations: Sequence[Conversation],
    now: datetime,
) -> None:
    for entry in cast["reports"]:
        said = {"reason": entry["reason"], "note": entry["note"], "now": now - ago(entry["ago"])}
        if posting := entry.get("job"):
            job = jobs[posting["company"], posting["title"]]
            report_posting(reporter=users[entry["by"]], job_id=job.pk, **said)
            continue
        made = _report_message(cast, entry, conversations[entry["conversation"]], users[entry["by"]], said)
        if decision := entry.get("decision"):
            decide(
                report_id=made.pk,
                by=users[OPERATOR],
                decision=decision["decision"],
                why=decision["why"],
                words=decision.get("words", ""),
                version=made.version,
                now=now - ago(decision["ago"]),
            )
        if appealed := entry.get("appeal"):
            appeal(report_id=made.pk, text=appealed["text"], now=now - ago(appealed["ago"]))


def _report_message(
    cast: dict[str, Any], entry: dict[str, Any], conversation: Conversation, reporter: User, said: dict[str, Any]
) -> Report:
    body = cast["conversations"][entry["conversation"]]["messages"][entry["message"]]["body"]
    message = conversation.messages.get(body=body)
    return report(reporter=reporter, conversation_id=conversation.pk, message_id=message.pk, **said)
