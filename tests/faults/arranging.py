"""What a chore is, and what several of them arrange."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation
from apps.notifications.deciding.registry import Kind
from tests.matching.factories import JobFactory
from tests.notifications.imap import Mailbox

Look = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Chore:
    arrange: Callable[["Hands"], tuple[list[Any], Look]]
    done: dict[str, Any]


@dataclass(frozen=True)
class Hands:
    """Who and what the work is arranged with."""

    ana: User
    ben: User
    kind: Kind
    mailbox: Mailbox


CHORES: dict[str, Chore] = {}


def chore(task: str, **done: Any) -> Callable[[Callable[[Hands], tuple[list[Any], Look]]], None]:
    def register(arrange: Callable[[Hands], tuple[list[Any], Look]]) -> None:
        CHORES[task] = Chore(arrange=arrange, done=done)

    return register


def ago(**time: float) -> Any:
    return timezone.now() - timedelta(**time)


def greeting(hands: Hands, *, hours_ago: float) -> Conversation:
    job = JobFactory(company=hands.ben.company, posted_by=hands.ben)
    conversation = greet(sender=hands.ana, job=job, candidate=hands.ana, body="Is it still open?", client_id=uuid4())
    Conversation.objects.filter(pk=conversation.pk).update(created_at=ago(hours=hours_ago))
    return conversation
