"""An installation that has reminders from before keeps those that wait, and could go back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Conversation

pytestmark = [
    pytest.mark.long,
    pytest.mark.costs(400),
    pytest.mark.timeout(900),
    pytest.mark.django_db(transaction=True),
]
OLD = [("chat", "0011_participations"), ("notifications", "0001_initial")]
NEW = [("chat", "0013_reminders_are_gone")]


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def old(conversation: Conversation):
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrate(OLD)
    migrate(latest)


def test_what_waits_still_waits_and_what_is_over_is_over(ana: User, ben: User, conversation: Conversation, old):
    now = timezone.now()
    reminders = old.get_model("chat", "Reminder").objects
    reminders.all().delete()

    def remind(person: User, kind: str, **fields: object) -> None:
        reminders.create(conversation_id=conversation.pk, person_id=person.pk, kind=kind, due_at=now, **fields)

    remind(ben, "promise", sent_at=now - timedelta(days=2))
    remind(ben, "promise")
    remind(ben, "unanswered", cancelled_at=now)
    remind(ana, "snooze", sent_at=now)
    items = migrate(NEW).get_model("notifications", "DueItem").objects
    expected = {
        (ben.pk, "chat.promise", "waiting"),
        (ben.pk, "chat.unanswered", "cancelled"),
        (ana.pk, "chat.snooze", "done"),
    }
    assert set(items.values_list("person", "kind", "state")) == expected
    assert set(items.values_list("subject", flat=True)) == {f"conversation:{conversation.pk}"}
    back = migrate(OLD).get_model("chat", "Reminder").objects
    assert back.count() == 3
    assert back.get(sent_at=None, cancelled_at=None).kind == "promise"
