"""Who knows an answer before the support team is asked: rooms above register how they find somebody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.education.assistant.models import Question


class FindsPeople(Protocol):
    def __call__(
        self, *, question: Question, person: User, history: Sequence[str], now: datetime
    ) -> Conversation | None: ...


_finders: list[FindsPeople] = []


def finds_people(finder: FindsPeople) -> FindsPeople:
    """Registers a function that takes a question to somebody, in a conversation; None where nobody is there."""
    _finders.append(finder)
    return finder


def somebody_for(*, question: Question, person: User, history: Sequence[str], now: datetime) -> Conversation | None:
    for finder in _finders:
        if conversation := finder(question=question, person=person, history=history, now=now):
            return conversation
    return None
