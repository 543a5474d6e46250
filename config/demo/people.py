"""The demo's people and their companies. Some may sign in, with random passwords."""

import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from apps.accounts.consent.services import agree
from apps.accounts.models import Company, Consent, Role, User

# Those who may sign in; hashing a password takes a third of a second.
SIGN_INS = {Role.CANDIDATE: 2, Role.RECRUITER: 2, Role.EXPERT: 1, Role.OPERATOR: 5}


@dataclass(frozen=True)
class People:
    """Everybody by their key in the cast; `accounts` are the sign-ins as `var/demo.json` lists them."""

    companies: dict[str, Company]
    users: dict[str, User]
    accounts: list[dict[str, Any]]


def create_people(cast: dict[str, Any]) -> People:
    passwords = _passwords(cast)
    companies = {
        entry["key"]: Company.objects.create(
            name=entry["name"],
            city=entry["city"],
            industry=entry["industry"],
            about=entry.get("about_zh") or entry.get("about_en", ""),
            verified_at=timezone.now(),
        )
        for entry in cast["companies"]
    }
    users: dict[str, User] = {}
    accounts = []
    for role, entry in _everybody(cast):
        password, hashed = passwords.get(entry["email"], ("", make_password(None)))
        person = User.objects.create(
            email=entry["email"],
            name=entry["name"],
            password=hashed,
            role=role,
            company=companies.get(entry.get("company", "")),
            headline=entry.get("headline", "")[:120],
            language=entry["language"],
            time_zone=entry["time_zone"],
            is_staff=role == Role.OPERATOR,
            is_superuser=entry.get("group") == "admin",
        )
        agree(person=person, source=Consent.Source.SIGN_UP)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        if (group := entry.get("group")) and group != "admin":
            person.groups.add(Group.objects.get(name=group))
        if password:
            accounts.append(
                {
                    "email": person.email,
                    "password": password,
                    "role": str(role.value),
                    "group": entry.get("group", ""),
                    "user_id": person.pk,
                }
            )
        users[entry["key"]] = person
    return People(companies=companies, users=users, accounts=accounts)


def _everybody(cast: dict[str, Any]) -> Iterable[tuple[Role, dict[str, Any]]]:
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
