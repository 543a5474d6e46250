"""Whatever happens between planning and the time, in any order: never two effects, never one of what is moot."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.accounts.people.services import change_settings
from apps.chat.messages.services import recall_message
from apps.chat.models import Conversation, Message, ScheduledMessage
from apps.chat.scheduling.errors import NothingToFollow
from apps.chat.scheduling.planning import plan_message
from apps.chat.scheduling.services import drop_scheduled
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.errors import DomainError
from apps.events.relay import relay_outbox
from apps.notifications.models import DueItem
from apps.notifications.reminders.running import run_due
from apps.notifications.reminders.services import OPEN

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
STEPS = ("plan", "follow", "call_off", "answer", "recall", "close", "reopen", "move", "wait", "hear", "twice")


class Play:
    """Ana and Ben, what they do, and what may go out then."""

    def __init__(self, ana: User, ben: User, conversation: Conversation, clock: Any) -> None:
        self.ana, self.ben, self.conversation, self.clock = ana, ben, conversation, clock
        self.now = NOW
        self.called_off: set[int] = set()
        self.moot: set[int] = set()

    def do(self, step: str) -> None:
        try:
            getattr(self, step)()
        except DomainError:
            return

    def plan(self) -> None:
        self._plan(clock=(self.now + timedelta(days=2)).strftime("%Y-%m-%dT09:00"), on="theirs")

    def follow(self) -> None:
        try:
            self._plan(in_days=2)
        except NothingToFollow:
            self._say(self.ana)

    def _plan(self, **chosen: object) -> None:
        self.conversation.refresh_from_db()
        chosen["body"] = f"later {uuid4()}"
        plan_message(author=self.ana, conversation=self.conversation, client_id=uuid4(), chosen=chosen, now=self.now)

    def call_off(self) -> None:
        one = ScheduledMessage.objects.filter(message=None).order_by("pk").first()
        if one is not None:
            drop_scheduled(author=self.ana, scheduled_id=one.pk)
            self.called_off.add(one.pk)

    def answer(self) -> None:
        self._say(self.ben)
        self._end_follow_ups()

    def recall(self) -> None:
        last = Message.objects.filter(sender=self.ana, recalled_at=None).order_by("-seq").first()
        if last is not None:
            recall_message(by=self.ana, message_id=last.pk)
            self.moot |= set(self._waiting().filter(follows=last).values_list("pk", flat=True))

    def close(self) -> None:
        self.conversation.refresh_from_db()
        if self.conversation.stage != "closed":
            set_stage(by=self.ana, conversation_id=self.conversation.pk, stage="closed")
            self._end_follow_ups()

    def reopen(self) -> None:
        set_stage(by=self.ben, conversation_id=self.conversation.pk, stage="clarify")

    def move(self) -> None:
        there = "America/New_York" if self.ben.time_zone == "Europe/Berlin" else "Europe/Berlin"
        self.ben = change_settings(person=self.ben, changes={"time_zone": there})

    def wait(self) -> None:
        self.now += timedelta(hours=15)
        self.clock.move_to(self.now)
        run_due(now=self.now)

    def twice(self) -> None:
        for _time in range(2):
            run_due(now=self.now)

    def hear(self) -> None:
        while relay_outbox():
            pass

    def _say(self, person: User) -> None:
        send_message(sender=person, conversation_id=self.conversation.pk, body=f"Hello {uuid4()}", client_id=uuid4())

    def _waiting(self) -> QuerySet[ScheduledMessage]:
        return ScheduledMessage.objects.filter(message=None, refused_at=None)

    def _end_follow_ups(self) -> None:
        self.moot |= set(self._waiting().filter(is_follow_up=True).values_list("pk", flat=True))


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=14))
def test_never_twice_and_never_what_is_moot(ana: User, ben: User, conversation: Conversation, steps: list[str]):
    with time_machine.travel(NOW, tick=False) as clock, transaction.atomic():
        play = Play(ana, User.objects.get(pk=ben.pk), Conversation.objects.get(pk=conversation.pk), clock)
        for step in [*steps, *["wait"] * 5, "hear", "wait"]:
            play.do(step)
        bodies = list(Message.objects.filter(body__startswith="later").values_list("body", flat=True))
        gone_out = set(ScheduledMessage.objects.filter(message__isnull=False).values_list("pk", flat=True))
        waiting = DueItem.objects.filter(kind__in=["chat.message", "chat.follow_up"], state__in=OPEN)
        assert len(bodies) == len(set(bodies))
        assert gone_out & (play.moot | play.called_off) == set()
        assert not waiting.exists()
        transaction.set_rollback(True)
