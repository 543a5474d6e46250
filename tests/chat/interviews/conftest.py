"""Ben invites Ana to an interview: on their clocks, in a week without a change of clocks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.services import act, make_card
from apps.chat.models import Conversation

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""A Monday."""
TEN, LATER = "2026-03-04T02:00:00+00:00", "2026-03-05T06:30:00+00:00"
"""Ten o'clock and half past two in Shanghai."""

Invite = Callable[..., Card]
Do = Callable[..., Card]


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def talk(clock: Any, ana: User, ben: User, conversation: Conversation, settings: Any) -> Conversation:
    settings.CHAT_CHANGES_PER_MINUTE = 0
    for person, zone in ((ana, "Asia/Shanghai"), (ben, "Europe/Berlin")):
        person.time_zone = zone
        person.save(update_fields=["time_zone"])
    return conversation


@pytest.fixture
def invite(talk: Conversation, ben: User) -> Invite:
    def invite(*slots: str, conversation: Conversation = talk, author: User = ben, **facts: Any) -> Card:
        return make_card(
            conversation=conversation,
            author=author,
            type="interview",
            facts={"slots": list(slots or (TEN, LATER)), "minutes": 45, "way": "video"} | facts,
            client_id=uuid4(),
        )

    return invite


@pytest.fixture
def do() -> Do:
    def do(card: Card, person: User, action: str, **data: Any) -> Card:
        return act(card=card, actor=person, action=action, data=data, client_id=uuid4())

    return do
