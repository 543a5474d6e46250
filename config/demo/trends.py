"""What people told over two months, so that trends have a past: two matters that go on, and one that began just now."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from apps.accounts.models import User
from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.services import open_ticket
from apps.feedback.trends.services import follow_trends
from apps.feedback.triage.services import triage_ticket
from apps.feedback.work.services import move_ticket
from config.demo.talk import ago

TOLD = Path(__file__).with_name("trends.json")
OPERATOR = "irene"


def create_trends(*, users: dict[str, User], now: datetime) -> None:
    for entry in json.loads(TOLD.read_text()):
        at = now - ago(entry["ago"])
        ticket = open_ticket(reporter=users[entry["by"]], body=entry["body"], client_id=uuid4(), now=at)
        triage_ticket(ticket_id=ticket.pk, now=at)
        if at < now - timedelta(days=3):
            move_ticket(ticket_id=ticket.pk, operator=users[OPERATOR], to=Status.SOLVED, now=at + timedelta(days=2))
    follow_trends(now=now)
