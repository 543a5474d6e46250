"""What is due happens once, at its time, unless it is moot by then."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import change_settings
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders import registry
from apps.notifications.reminders.clocks import ClockTime
from apps.notifications.reminders.registry import DueKind
from apps.notifications.reminders.running import LEASE, MOST_ATTEMPTS, run_due
from apps.notifications.reminders.services import cancel, move, plan, retry, revive
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NINE = datetime.fromisoformat("2026-03-03T09:00")
TEA = Kind(key="tests.tea", title="Tea is ready", body="", icon="bell")


def tell(item: DueItem, now: datetime) -> None:
    notify(person=item.person, kind=TEA, cause=item.key, facts={}, url="", now=now)


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, DueKind]]:
    """The kinds of these tests alone; `tests.tea` tells its person."""
    known = {"tests.tea": DueKind(key="tests.tea", title="Tea", act=tell)}
    monkeypatch.setattr(registry, "_kinds", known)
    return known


def tea(person: User, at: datetime | ClockTime = NOON, **fields: object) -> DueItem:
    return plan(kind="tests.tea", person=person, subject="pot:1", at=at, **fields)


def told(person: User) -> int:
    return Notification.objects.filter(person=person, kind="tests.tea").count()


def test_it_happens_once_and_not_before(ana: User, kinds):
    tea(ana)
    assert run_due(now=NOON - timedelta(seconds=1)) == 0
    assert [run_due(now=NOON), run_due(now=NOON)] == [1, 0]
    assert told(ana) == 1


def test_planned_again_it_is_moved_and_after_its_end_it_happens_again(ana: User, kinds):
    tea(ana)
    tea(ana, NOON + timedelta(hours=1))
    assert run_due(now=NOON) == 0
    assert run_due(now=NOON + timedelta(hours=1)) == 1
    tea(ana, NOON + timedelta(hours=1), only_once=True)
    assert run_due(now=NOON + timedelta(hours=2)) == 0
    tea(ana, NOON + timedelta(hours=2))
    assert run_due(now=NOON + timedelta(hours=2)) == 1
    assert told(ana) == 2


def test_what_was_called_off_doesnt_happen_unless_it_is_revived(ana: User, ben: User, kinds):
    tea(ana)
    tea(ben)
    assert cancel(DueItem.objects.filter(person=ana)) == 1
    assert run_due(now=NOON) == 1
    assert (told(ana), told(ben)) == (0, 1)
    assert cancel(DueItem.objects.all()) == 0
    assert revive(DueItem.objects.all()) == 1
    run_due(now=NOON)
    assert (told(ana), told(ben)) == (1, 1)


def test_called_off_or_moved_under_its_claim_it_doesnt_happen(ana: User, kinds):
    """`lock` stands for whatever goes on between claim and effect."""
    kinds["tests.tea"] = DueKind(
        key="tests.tea", title="Tea", act=tell, lock=lambda item: cancel(DueItem.objects.all())
    )
    item = tea(ana)
    assert run_due(now=NOON) == 0
    item.refresh_from_db()
    assert (item.state, told(ana)) == ("cancelled", 0)
    tomorrow = NOON + timedelta(days=1)
    kinds["tests.tea"] = DueKind(key="tests.tea", title="Tea", act=tell, lock=lambda item: move(item, at=tomorrow))
    tea(ana)
    assert run_due(now=NOON) == 0
    item.refresh_from_db()
    assert (item.state, item.due_at, told(ana)) == ("waiting", tomorrow, 0)


def test_what_is_moot_by_then_is_called_off(ana: User, kinds):
    kinds["tests.tea"] = DueKind(key="tests.tea", title="Tea", act=tell, is_wanted=lambda item, now: False)
    item = tea(ana)
    assert run_due(now=NOON) == 0
    item.refresh_from_db()
    assert (item.state, told(ana)) == ("cancelled", 0)


def test_a_claim_whose_process_died_runs_out(ana: User, kinds):
    item = tea(ana)
    DueItem.objects.filter(pk=item.pk).update(state="claimed", claimed_at=NOON, attempts=1)
    assert run_due(now=NOON + LEASE - timedelta(seconds=1)) == 0
    assert run_due(now=NOON + LEASE) == 1


def test_a_failing_effect_leaves_nothing_and_waits_for_an_operator_in_the_end(ana: User, ben: User, kinds, sign_in):
    def spill(item: DueItem, now: datetime) -> None:
        tell(item, now)
        if item.person == ana:
            raise RuntimeError("spilt")

    kinds["tests.tea"] = DueKind(key="tests.tea", title="Tea", act=spill)
    item = tea(ana)
    tea(ben)
    now = NOON
    assert run_due(now=now) == 1
    assert (told(ana), told(ben)) == (0, 1)
    for _attempt in range(MOST_ATTEMPTS * 2):
        run_due(now=now)
        now += timedelta(hours=1)
    item.refresh_from_db()
    assert (item.state, item.attempts, item.error) == ("failed", MOST_ATTEMPTS, "RuntimeError: spilt")
    kinds["tests.tea"] = DueKind(key="tests.tea", title="Tea", act=tell)
    assert run_due(now=now) == 0
    operator = sign_in(OperatorFactory(is_superuser=True))
    page = operator.post(
        reverse("admin:notifications_dueitem_changelist"),
        {"action": "try_again", "_selected_action": [item.pk]},
        follow=True,
    )
    assert "1 is tried again now." in page.content.decode()
    assert not retry(item, now=now)
    DueItem.objects.update(try_at=now)
    assert run_due(now=now) == 1
    assert told(ana) == 1


def test_a_kind_that_nobody_knows_any_more_is_set_aside(ana: User, kinds):
    item = plan(kind="tests.gone", person=ana, subject="pot:1", at=NOON)
    run_due(now=NOON)
    item.refresh_from_db()
    assert item.state == "failed"


def test_an_effect_may_plan_the_next_one(ana: User, kinds):
    def tell_and_plan(item: DueItem, now: datetime) -> None:
        tell(item, now)
        tea(item.person, now + timedelta(days=1))

    kinds["tests.tea"] = DueKind(key="tests.tea", title="Tea", act=tell_and_plan)
    tea(ana)
    for days in range(3):
        assert run_due(now=NOON + timedelta(days=days)) == 1
    assert told(ana) == 3


def test_at_night_it_waits_for_the_morning(ana: User, kinds):
    change_settings(person=ana, changes={"time_zone": "Asia/Shanghai", "quiet_from": "21:00"})
    ana.refresh_from_db()
    kinds["tests.tea"] = DueKind(key="tests.tea", title="Tea", act=tell, obeys_quiet_hours=True)
    at_night = datetime(2026, 3, 2, 15, tzinfo=UTC)
    tea(ana, at_night)
    assert run_due(now=at_night) == 0
    assert run_due(now=datetime(2026, 3, 3, 0, 59, tzinfo=UTC)) == 0
    assert run_due(now=datetime(2026, 3, 3, 1, tzinfo=UTC)) == 1


class TestClocks:
    @pytest.mark.parametrize(
        ("local", "zone", "moment"),
        [
            ("2026-03-28T09:00", "Europe/Berlin", "2026-03-28T08:00"),
            ("2026-03-29T09:00", "Europe/Berlin", "2026-03-29T07:00"),
            ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30"),
            ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30"),
            ("2026-07-01T09:00", "Asia/Shanghai", "2026-07-01T01:00"),
        ],
    )
    def test_nine_in_the_morning_is_so_over_each_change_of_the_clocks(self, local: str, zone: str, moment: str):
        at = ClockTime(datetime.fromisoformat(local), zone=zone)
        assert at.moment() == datetime.fromisoformat(moment).replace(tzinfo=UTC)

    def test_who_moves_takes_their_morning_along(self, ana: User, ben: User, kinds):
        """Ben plans it for nine on Ana's clock, and she flies from Shanghai to Berlin."""
        ana = change_settings(person=ana, changes={"time_zone": "Asia/Shanghai"})
        item = tea(ben, ClockTime(NINE, of=ana))
        assert item.due_at == datetime(2026, 3, 3, 1, tzinfo=UTC)
        change_settings(person=ana, changes={"time_zone": "Europe/Berlin"})
        assert run_due(now=item.due_at) == 0
        item.refresh_from_db()
        assert item.due_at == datetime(2026, 3, 3, 8, tzinfo=UTC)
        assert run_due(now=item.due_at) == 1

    def test_who_moves_the_other_way_isnt_too_late(self, ana: User, kinds):
        ana = change_settings(person=ana, changes={"time_zone": "Europe/Berlin"})
        tea(ana, ClockTime(NINE, of=ana))
        change_settings(person=ana, changes={"time_zone": "Asia/Shanghai", "quiet_from": "21:00"})
        assert run_due(now=datetime(2026, 3, 3, 1, tzinfo=UTC)) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_calls_it_off_and_who_does_it_never_wait_for_each_other(ana: User, kinds):
    """Ana's row is held by somebody who calls it off and then wants what the effect has locked: her own row."""
    has_locked, is_held = threading.Event(), threading.Event()

    def lock(item: DueItem) -> None:
        User.objects.select_for_update().get(pk=item.person_id)
        has_locked.set()
        assert is_held.wait(30)

    def run() -> int:
        try:
            return run_due(now=NOON)
        finally:
            connection.close()

    kinds["tests.tea"] = DueKind(key="tests.tea", title="Tea", act=tell, lock=lock)
    item = tea(ana)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        with transaction.atomic():
            assert has_locked.wait(30)
            cancel(DueItem.objects.filter(pk=item.pk), now=NOON)
            is_held.set()
            User.objects.select_for_update().get(pk=ana.pk)
        assert running.result(30) == 0
    item.refresh_from_db()
    assert (item.state, told(ana)) == ("cancelled", 0)
