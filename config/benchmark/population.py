"""The benchmark's people: candidates and recruiters in pairs, each pair with a conversation about a job, no limit on
what they send, and a token to connect with."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import orjson
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from knox.crypto import create_token_string, hash_token
from knox.models import AuthToken
from knox.settings import CONSTANTS, knox_settings

from apps.accounts.models import Company, Role, Trait, User
from apps.chat.models import Conversation, Message, Participant
from apps.chat.safety.limits import MESSAGES_TRAIT
from apps.matching.models import Job, JobStatus

DOMAIN = "benchmark.invalid"
PAIRS_AT_ONCE = 500
MESSAGES_AT_ONCE = 5000
LINES = (
    "Is the position still open? I could start in March.",
    "It is. When could we talk about it, and what matters most to you?",
    "您好，这个岗位还在招吗？我可以三月入职。",
    "在招的。您方便什么时候聊一聊？",
)


@dataclass(slots=True, frozen=True)
class Person:
    """One line of the file: somebody's id, token and conversation, and who sits on its other side."""

    user: int
    token: str
    conversation: int
    peer: int


def strangers() -> int:
    """How many people of this database aren't the benchmark's."""
    return User.objects.exclude(email__endswith=f"@{DOMAIN}").count()


def prepare(path: Path, *, pairs: int, messages: int = 0) -> None:
    """Writes the file, readable by its owner alone. In sets, so that memory doesn't grow with the number of pairs."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for begin in range(0, pairs, PAIRS_AT_ONCE):
            for person in create_pairs(min(PAIRS_AT_ONCE, pairs - begin), messages=messages):
                file.write(orjson.dumps(person) + b"\n")


def read(path: Path, *, most: int | None = None) -> list[Person]:
    """The file's people, both sides of each pair next to each other; `most` bounds how many."""
    people: list[Person] = []
    with path.open("rb") as file:
        for line in file:
            if len(people) == most:
                break
            people.append(Person(**orjson.loads(line)))
    return people


def create_people(count: int) -> list[User]:
    """Half of them candidates, half recruiters."""
    keys = [person.user for person in create_pairs((count + 1) // 2)]
    return list(User.objects.filter(pk__in=keys[:count]))


@transaction.atomic
def create_pairs(count: int, *, messages: int = 0) -> list[Person]:
    """Candidate, recruiter, candidate, recruiter … with `messages` of history in each conversation."""
    now = timezone.now()
    batch = uuid4().hex[:12]
    password = make_password(None)
    company = Company.objects.bulk_create([Company(name=f"Benchmark {batch}", verified_at=now)])[0]

    def people(role: Role, employer: Company | None) -> list[User]:
        return User.objects.bulk_create(
            User(
                email=f"{role.value}-{batch}-{number}@{DOMAIN}",
                name=f"{role.value.title()} {number}",
                role=role,
                company=employer,
                password=password,
            )
            for number in range(count)
        )

    candidates, recruiters = people(Role.CANDIDATE, None), people(Role.RECRUITER, company)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=recruiter, email=recruiter.email, verified=True, primary=True) for recruiter in recruiters
    )
    jobs = Job.objects.bulk_create(
        Job(company=company, posted_by=boss, title=f"Job {number}", status=JobStatus.OPEN, published_at=now)
        for number, boss in enumerate(recruiters)
    )
    pairs = list(zip(candidates, recruiters, jobs, strict=True))
    conversations = Conversation.objects.bulk_create(
        Conversation(
            kind=Conversation.Kind.JOB,
            job=job,
            candidate=candidate,
            recruiter=recruiter,
            company=company,
            title=job.title,
            opened_by=candidate,
            stage=Conversation.Stage.CLARIFY if messages > 1 else Conversation.Stage.GREETING,
            head_seq=messages,
            head_rev=messages,
            last_message_at=now if messages else None,
            waiting_for=None if not messages else (candidate, recruiter)[messages % 2],
        )
        for candidate, recruiter, job in pairs
    )
    _seat(conversations, read_seq=messages)
    _write_history(conversations, messages, now)
    _lift_limits([*candidates, *recruiters])
    return _with_tokens(conversations)


def _seat(conversations: list[Conversation], *, read_seq: int) -> None:
    Participant.objects.bulk_create(
        Participant(conversation=one, user_id=user, role=role, read_seq=read_seq, delivered_seq=read_seq)
        for one in conversations
        for user, role in zip(_sides(one), (Participant.Role.CANDIDATE, Participant.Role.RECRUITER), strict=True)
    )


def _sides(conversation: Conversation) -> tuple[int, int]:
    return conversation.candidate_id or 0, conversation.recruiter_id or 0


def _write_history(conversations: list[Conversation], messages: int, now: datetime) -> None:
    rows = _history(conversations, messages, now)
    while batch := [row for row, _ in zip(rows, range(MESSAGES_AT_ONCE), strict=False)]:
        Message.objects.bulk_create(batch)


def _history(conversations: list[Conversation], messages: int, now: datetime) -> Iterator[Message]:
    """The two sides in turn, a minute apart, the candidate first."""
    for conversation in conversations:
        for seq in range(1, messages + 1):
            yield Message(
                conversation=conversation,
                seq=seq,
                rev=seq,
                sent_rev=seq,
                client_id=uuid4(),
                sender_id=conversation.candidate_id if seq % 2 else conversation.recruiter_id,
                body=f"{LINES[(seq - 1) % len(LINES)]} ({seq})",
                fingerprint=seq,
                created_at=now - timedelta(minutes=messages - seq),
            )


def _lift_limits(people: list[User]) -> None:
    """By the trait that their standing would give them; 0 is no limit."""
    Trait.objects.bulk_create(
        Trait(person=person, key=MESSAGES_TRAIT, value="0", source="benchmark") for person in people
    )


def _with_tokens(conversations: list[Conversation]) -> list[Person]:
    """Tokens as knox makes them, in one statement."""
    people: list[Person] = []
    tokens: list[AuthToken] = []
    expiry = timezone.now() + knox_settings.TOKEN_TTL
    for conversation in conversations:
        sides = _sides(conversation)
        for user, peer in (sides, sides[::-1]):
            token = create_token_string()
            key = token[: CONSTANTS.TOKEN_KEY_LENGTH]
            tokens.append(AuthToken(user_id=user, digest=hash_token(token), token_key=key, expiry=expiry))
            people.append(Person(user=user, token=token, conversation=conversation.pk, peer=peer))
    AuthToken.objects.bulk_create(tokens)
    return people
