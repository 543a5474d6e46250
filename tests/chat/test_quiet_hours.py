"""Quiet hours are each person's own: on their clock, over midnight or not, or never."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import change_settings
from apps.notifications.deciding.quiet_hours import awake_at, next_morning
from apps.notifications.models import DueItem
from apps.notifications.reminders.running import run_due

pytestmark = pytest.mark.django_db


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "now", "awake"),
    [
        (time(21), time(9), "2026-03-02T02:00", "2026-03-02T02:00"),
        (time(21), time(9), "2026-03-02T14:00", "2026-03-03T01:00"),
        (time(21), time(9), "2026-03-01T20:00", "2026-03-02T01:00"),
        (time(21), time(9), "2026-03-02T01:00", "2026-03-02T01:00"),
        (time(12), time(13, 30), "2026-03-02T04:10", "2026-03-02T05:30"),
        (time(12), time(13, 30), "2026-03-02T16:10", "2026-03-02T16:10"),
        (time(9), time(9), "2026-03-01T20:00", "2026-03-01T20:00"),
    ],
)
def test_what_can_wait_waits_for_their_end(ana: User, quiet_from: time, quiet_until: time, now: str, awake: str):
    ana.time_zone, ana.quiet_from, ana.quiet_until = "Asia/Shanghai", quiet_from, quiet_until
    assert awake_at(ana, moment(now)) == moment(awake)


def test_the_morning_is_right_on_the_day_the_clocks_change(ana: User):
    ana.time_zone = "Europe/Berlin"
    assert next_morning(ana, moment("2026-03-28T22:00")) == moment("2026-03-29T07:00")
    assert next_morning(ana, moment("2026-10-24T22:00")) == moment("2026-10-25T08:00")


def test_they_are_set_on_the_page_and_by_the_api(ana: User, sign_in):
    browser = sign_in(ana)
    page = browser.get(reverse("accounts:settings"))
    assert 'value="21:00"' in page.text
    fields = page.context["form"].initial | {"quiet_from": "22:30", "quiet_until": "06:30"}
    assert browser.post(reverse("accounts:settings"), fields).status_code == 302
    me = browser.get(reverse("api-me")).json()
    assert (me["quiet_from"], me["quiet_until"]) == ("22:30", "06:30")
    browser.patch(reverse("api-me"), {"quiet_until": "07:00"}, content_type="application/json")
    ana.refresh_from_db()
    assert (ana.quiet_from, ana.quiet_until) == (time(22, 30), time(7))


def test_the_reminder_of_a_greeting_obeys_them(ben: User, conversation, drain):
    drain()
    change_settings(person=ben, changes={"quiet_from": time(0), "quiet_until": time(23, 59)})
    due = DueItem.objects.get(kind="chat.unanswered").due_at.replace(hour=12, minute=0)
    DueItem.objects.update(due_at=due, try_at=due)
    assert run_due(now=due) == 0
    evening = due.replace(hour=23, minute=59, second=0, microsecond=0)
    assert run_due(now=evening - timedelta(seconds=1)) == 0
    assert run_due(now=evening) == 1
