"""People who talk, made in an installation's own database: `manage.py shell` runs `play` there and prints them."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.sessions.tokens import issue_token
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation
from apps.chat.presets.services import save_preset
from apps.gamification.deeds.types.presets import PRESET_USED
from apps.gamification.models import Rule, RuleVersion
from apps.gamification.rules.services import publish_rule
from config.benchmark.installation import Installation
from tests.gamification.versions import version_fields
from tests.matching.factories import JobFactory
from tests.people import CandidateFactory, RecruiterFactory

NO_LIMITS = {"CHAT_MESSAGES_PER_MINUTE": "0", "CHAT_CHANGES_PER_MINUTE": "0", "CHAT_NEW_CONVERSATIONS_PER_DAY": "0"}
RULE = "each-message"


def set_up(installation: Installation, *, pairs: int) -> list[dict[str, Any]]:
    """As many candidates and recruiters; each talks with two of the others. For each person, first the candidates:
    `user`, `token`, `session`, `preset`, `conversations`. Returns when nothing of it waits in the outbox."""
    code = f"from tests.faults import scene; scene.play(pairs={pairs})"
    people = json.loads(installation.manage("shell", "-v", "0", "-c", code).splitlines()[-1])
    installation.wait_until_handled(seconds=120, what="the greetings are handled")
    return people


def play(*, pairs: int) -> None:
    _pay_each_message()
    candidates = [CandidateFactory() for _ in range(pairs)]
    recruiters = [RecruiterFactory() for _ in range(pairs)]
    talks: dict[int, list[int]] = {}
    for number, candidate in enumerate(candidates):
        for recruiter in {recruiters[number], recruiters[(number + 1) % pairs]}:
            conversation = _talk(candidate, recruiter)
            for person in (candidate, recruiter):
                talks.setdefault(person.pk, []).append(conversation.pk)
    print(json.dumps(list(_keys(candidates + recruiters, talks))))


def _pay_each_message() -> None:
    """One point at once for each message that began as a preset, with a limit out of reach: each such send is one
    award."""
    rule = Rule.objects.create(key=RULE, deed=PRESET_USED, name_en=RULE, name_zh=RULE)
    version = RuleVersion(rule=rule, number=1, **version_fields(points=1, max_per_day=1_000_000))
    publish_rule(version=version, operator=None, now=timezone.now())


def _talk(candidate: User, recruiter: User) -> Conversation:
    job = JobFactory(company=recruiter.company, posted_by=recruiter)
    return greet(sender=candidate, job=job, candidate=candidate, body="Is it still open?", client_id=uuid4())


def _keys(people: list[User], talks: dict[int, list[int]]) -> Iterator[dict[str, Any]]:
    for person in people:
        browser = Browser()
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        preset = save_preset(by=person, title="On my way", body="I'll be there.")
        yield {
            "user": person.pk,
            "token": issue_token(person=person)[0],
            "session": browser.cookies["sessionid"].value,
            "preset": preset.pk,
            "conversations": talks[person.pk],
        }
