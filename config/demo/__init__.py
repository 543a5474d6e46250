"""The demo world: a first start shows a product that lives. `cast.json` holds its people and what they said."""

import json
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from apps.accounts.models import Company, Role, User

CAST = Path(__file__).with_name("cast.json")
# Those who may sign in; hashing a password takes a third of a second.
SIGN_INS = {Role.CANDIDATE: 2, Role.RECRUITER: 2, Role.EXPERT: 1, Role.OPERATOR: 5}


@transaction.atomic
def load() -> dict[str, Any]:
    """Creates the demo's people. Returns `{"accounts": [{"email", "password", "role", "user_id"}, …],
    "conversation_id"}`: those who may sign in, with passwords that nobody else has."""
    cast = json.loads(CAST.read_text())
    passwords = _passwords(cast)
    companies = {entry["key"]: _company(entry) for entry in cast["companies"]}
    accounts = []
    for role, entry in _people(cast):
        password, hashed = passwords.get(entry["email"], ("", make_password(None)))
        person = User(
            email=entry["email"],
            name=entry["name"],
            password=hashed,
            role=role,
            company=companies.get(entry.get("company", "")),
            headline=entry.get("headline", "")[:120],
            language=entry["language"],
            time_zone=entry["time_zone"],
            is_staff=role == Role.OPERATOR,
        )
        person.save()
        if group := entry.get("group"):
            person.groups.add(Group.objects.get_or_create(name=group)[0])
        if password:
            accounts.append(
                {"email": person.email, "password": password, "role": str(role.value), "user_id": person.pk}
            )
    return {"accounts": accounts, "conversation_id": None}


def _people(cast: dict[str, Any]) -> Iterable[tuple[Role, dict[str, Any]]]:
    for role in (Role.CANDIDATE, Role.RECRUITER, Role.EXPERT, Role.OPERATOR):
        for entry in cast[f"{role.value}s"]:
            yield role, entry


def _passwords(cast: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Password and hash by e-mail address, for the first few of each role."""
    emails = [entry["email"] for role, count in SIGN_INS.items() for entry in cast[f"{role.value}s"][:count]]
    clear = [secrets.token_urlsafe(9) for _email in emails]
    with ThreadPoolExecutor() as threads:
        hashes = list(threads.map(make_password, clear))
    return dict(zip(emails, zip(clear, hashes, strict=True), strict=True))


def _company(entry: dict[str, Any]) -> Company:
    return Company.objects.create(
        name=entry["name"],
        city=entry["city"],
        industry=entry["industry"],
        about=entry.get("about_zh") or entry.get("about_en", ""),
    )
