"""The demo's events: one that is over and recorded, one with questions to come, one at a place with more guests than
seats, and one that waits for an operator."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.education.floor.asking import ask
from apps.education.floor.hosting import moderate, reply
from apps.education.floor.recording import draft_recording
from apps.education.floor.voting import set_vote
from apps.education.models import Salon
from apps.education.salons.registering import rate, register
from apps.education.salons.reminders import cancel_for
from apps.education.salons.services import agree, save_salon

CONTENT = Path(__file__).with_name("salons.json")
WORDS = ("title_en", "title_zh", "about_en", "about_zh", "topic", "way")


def create_salons(*, users: dict[str, User], now: datetime) -> None:
    for entry in json.loads(CONTENT.read_text("utf-8")):
        _salon(entry, users, now)


def _salon(entry: dict[str, Any], users: dict[str, User], midnight: datetime) -> None:
    host, made_at = users[entry["host"]], midnight - timedelta(days=entry["made"])
    starts_at = midnight + timedelta(days=entry["begins"], hours=entry["hour"])
    salon = Salon(
        host=host,
        place=entry.get("place", ""),
        seats=entry.get("seats"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=entry["minutes"]),
        zone=host.time_zone,
        **{name: entry[name] for name in WORDS},
    )
    salon = save_salon(salon=salon, by=host, now=made_at)
    if entry.get("is_proposed"):
        return
    salon = agree(salon=salon, by=users["admin"], now=made_at + timedelta(hours=3))
    for hours, name in enumerate(entry["guests"], start=4):
        register(salon=salon, person=users[name], now=made_at + timedelta(hours=hours))
    # Questions of what is over were asked in it, of what is to come before it.
    _questions(entry, salon, users, min(starts_at, midnight - timedelta(hours=5)))
    if salon.ends_at < midnight:
        for name, stars, words in entry["feedback"]:
            at = salon.ends_at + timedelta(hours=1)
            rate(salon=salon, person=users[name], rating=stars, words=words, now=at)
        draft_recording(salon)
        cancel_for(salon, now=midnight)


def _questions(entry: dict[str, Any], salon: Salon, users: dict[str, User], at: datetime) -> None:
    for place, line in enumerate(entry.get("questions", ())):
        at += timedelta(minutes=4)
        question = ask(salon=salon, author=users[line["by"]], body=line["body"], client_id=uuid4(), now=at)
        for name in line["votes"]:
            set_vote(question=question, voter=users[name], is_on=True, now=at)
        if "reply" in line:
            reply(question=question, by=salon.host, body=line["reply"], now=at + timedelta(minutes=5))
        if place == entry.get("pinned"):
            moderate(question=question, by=salon.host, action="pin", now=at)
