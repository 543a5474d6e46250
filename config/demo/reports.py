"""What the demo's people reported: one waits, one was decided, one was appealed against."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.chat.moderation.deciding import appeal, decide
from apps.chat.moderation.services import report
from config.demo.talk import ago

OPERATOR = "irene"


def create_reports(
    cast: dict[str, Any], *, users: dict[str, User], conversations: Sequence[Conversation], now: datetime
) -> None:
    for entry in cast["reports"]:
        conversation = conversations[entry["conversation"]]
        said = cast["conversations"][entry["conversation"]]["messages"][entry["message"]]["body"]
        message = conversation.messages.get(body=said)
        made = report(
            reporter=users[entry["by"]],
            conversation_id=conversation.pk,
            message_id=message.pk,
            reason=entry["reason"],
            note=entry["note"],
            now=now - ago(entry["ago"]),
        )
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
