"""Who waits hears when the other comes online: both want it, once a conversation and day, never at night."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block, change_settings
from apps.chat.availability.online import plan_hints
from apps.chat.models import Conversation
from apps.chat.stages.services import set_stage
from apps.notifications.models import Notification
from apps.notifications.reminders.running import run_due
from apps.realtime.models import Presence

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def both(clock, ana: User, ben: User, conversation: Conversation) -> None:
    """Ana waits for Ben; both are here and want hints."""
    for person in (ana, ben):
        change_settings(person=person, changes={"online_hints": True})
        here(person, NOON)


def here(person: User, now: datetime, *, minutes: int = 60 * 30) -> None:
    until = now + timedelta(minutes=minutes)
    Presence.objects.update_or_create(user=person, defaults={"online_until": until, "seen_at": now})


def hints(arrived: User, now: datetime = NOON) -> list[str]:
    plan_hints([arrived.pk], now=now)
    run_due(now=now)
    told = Notification.objects.filter(kind="online_now").order_by("pk")
    return [f"{one.person.name}: {one.facts['name']}" for one in told]


def test_it_is_told_once_a_day_however_often_one_comes(ben: User, clock):
    assert [hints(ben), hints(ben), hints(ben, NOON + timedelta(hours=3))] == [["Ana: Ben"]] * 3
    tomorrow = NOON + timedelta(days=1)
    clock.move_to(tomorrow)
    assert hints(ben, tomorrow) == ["Ana: Ben"] * 2


def test_who_isnt_waited_for_comes_unheard(ana: User):
    assert hints(ana) == []


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_both_must_want_it_and_by_default_nobody_does(ana: User, ben: User, who: str):
    person = {"ana": ana, "ben": ben}[who]
    assert not User._meta.get_field("online_hints").default
    change_settings(person=person, changes={"online_hints": False})
    assert hints(ben) == []


def test_not_of_who_hides_has_gone_or_is_blocked(ana: User, ben: User):
    change_settings(person=ben, changes={"is_invisible": True})
    assert hints(ben) == []
    change_settings(person=ben, changes={"is_invisible": False})
    here(ben, NOON, minutes=-1)
    assert hints(ben) == []
    here(ben, NOON)
    block(blocker=ben, blocked=ana)
    assert hints(ben) == []


def test_not_in_the_readers_quiet_hours_nor_where_they_arent_here(ana: User, ben: User, clock):
    change_settings(person=ana, changes={"quiet_from": time(11), "quiet_until": time(14)})
    assert hints(ben) == []
    clock.move_to(NOON + timedelta(hours=3))
    here(ana, NOON, minutes=-1)
    assert hints(ben, NOON + timedelta(hours=3)) == []
    here(ana, NOON + timedelta(hours=3))
    assert hints(ben, NOON + timedelta(hours=3)) == ["Ana: Ben"]


def test_not_of_a_closed_conversation(ana: User, ben: User, conversation: Conversation):
    set_stage(by=ana, conversation_id=conversation.pk, stage="closed")
    assert hints(ben) == []


def test_it_is_switched_on_the_page_and_by_the_api(olga: User, sign_in):
    browser = sign_in(olga)
    assert browser.get(reverse("api-me")).json()["online_hints"] is False
    browser.patch(reverse("api-me"), {"online_hints": True}, content_type="application/json")
    assert 'name="online_hints"' in browser.get(reverse("accounts:settings")).text
    olga.refresh_from_db()
    assert olga.online_hints
