"""The demo's conversations: stored by the same write path as everybody's, at the times at which they were written."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.chat.cards.services import act, make_card
from apps.chat.conversations.services import open_conversation
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.models import Conversation, Message, Participant, Reaction
from apps.chat.sending.batch import store_messages
from apps.matching.models import Job
from config.demo.files import keep

AGO = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")


def ago(text: str) -> timedelta:
    """ "2d3h10m" as a span of time."""
    match = AGO.fullmatch(text)
    if match is None:
        raise ValueError(f"Not a span of time: {text}")
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def create_conversations(
    cast: dict[str, Any], *, users: dict[str, User], jobs: dict[tuple[str, str], Job], now: datetime
) -> list[Conversation]:
    """In the order of the cast. Messages of all of them are written in the order of their times."""
    conversations = [_open(entry, users=users, jobs=jobs, now=now) for entry in cast["conversations"]]
    lines = [
        (now - ago(line["ago"]), number, position, line)
        for number, entry in enumerate(cast["conversations"])
        for position, line in enumerate(entry["messages"])
    ]
    ids: dict[tuple[int, int], int] = {}
    for at, number, position, line in sorted(lines, key=lambda item: item[:3]):
        ids[number, position] = _write(conversations[number], number, line, ids, users, at)
    for conversation, entry in zip(conversations, cast["conversations"], strict=True):
        for card in entry.get("cards", []):
            _lay(conversation, card, users, now)
        _settle(conversation, entry["stage"])
    return conversations


def _open(
    entry: dict[str, Any], *, users: dict[str, User], jobs: dict[tuple[str, str], Job], now: datetime
) -> Conversation:
    job = jobs[entry["job"]["company"], entry["job"]["title"]]
    candidate, recruiter = users[entry["candidate"]], users[entry["recruiter"]]
    conversation = open_conversation(
        kind=Conversation.Kind.JOB,
        job=job,
        candidate=candidate,
        recruiter=recruiter,
        company_id=job.company_id,
        title=job.title,
        opened_by=users[entry["opened_by"]],
        roles={candidate: Participant.Role.CANDIDATE, recruiter: Participant.Role.RECRUITER},
    )
    began = now - ago(entry["messages"][0]["ago"])
    Conversation.objects.filter(pk=conversation.pk).update(created_at=began)
    return conversation


def _write(
    conversation: Conversation,
    number: int,
    line: dict[str, Any],
    ids: dict[tuple[int, int], int],
    users: dict[str, User],
    at: datetime,
) -> int:
    reply_to = line.get("reply_to")
    sender = users[line["from"]]
    message = OutgoingMessage(
        sender_id=sender.pk,
        conversation_id=conversation.pk,
        body=line["body"],
        client_id=uuid4(),
        origin=line.get("origin", Message.Origin.TYPED),
        reply_to_id=ids[number, reply_to] if reply_to is not None else None,
        attachments=tuple(
            keep(entry, sender=sender, conversation_id=conversation.pk) for entry in line.get("files", [])
        ),
    )
    (sent,) = store_messages([message], now=at)
    if not isinstance(sent, Sent):
        raise sent
    if reaction := line.get("reaction"):
        Reaction.objects.create(message_id=sent.id, user=users[reaction["by"]], emoji=reaction["emoji"])
    return sent.id


def _lay(conversation: Conversation, entry: dict[str, Any], users: dict[str, User], now: datetime) -> None:
    """A card, made after the last message, and what was done with it."""
    card = make_card(
        conversation=conversation,
        author=users[entry["from"]],
        type=entry["type"],
        facts=entry.get("facts", {}),
        client_id=uuid4(),
        now=now - ago(entry["ago"]),
    )
    for step in entry.get("steps", []):
        act(
            card=card,
            actor=users[step["by"]],
            action=step["action"],
            data=step.get("data", {}),
            client_id=uuid4(),
            now=now - ago(step["ago"]),
        )


def _settle(conversation: Conversation, stage: str) -> None:
    """Brings the conversation to its stage, and each side's pointer to the last message before they wrote."""
    changes: dict[str, Any] = {"stage": stage}
    if stage == Conversation.Stage.CLOSED:
        changes |= {"waiting_for": None, "waiting_since": None, "closed_from": Conversation.Stage.CLARIFY}
    Conversation.objects.filter(pk=conversation.pk).update(**changes)
    for seat in conversation.participants.all():
        own = conversation.messages.filter(sender=seat.user_id).order_by("-seq").values_list("seq", flat=True).first()
        seat.read_seq = seat.delivered_seq = own or 0
        seat.save(update_fields=["read_seq", "delivered_seq"])
