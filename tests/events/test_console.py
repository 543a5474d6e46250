"""What operators see of background work that failed or waits, and what they can do about it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.events import registry
from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.relay import MAX_ATTEMPTS, relay_outbox
from apps.events.services import publish
from tests.events.test_poison import Measured
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db

FAILURES = "/admin/events/faileddelivery/"
HANDLER = "tests.broken"

delivered: list[int] = []
mended: list[bool] = []


@pytest.fixture(autouse=True)
def _broken_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    delivered.clear()
    mended.clear()

    def handler(event: Measured) -> None:
        if not mended:
            raise ValueError("the shelf is empty")
        delivered.append(event.number)

    monkeypatch.setitem(registry._handlers[Measured.kind], HANDLER, handler)


@pytest.fixture
def parked() -> FailedDelivery:
    """What stays of an event whose handler has failed as often as it may."""
    publish(Measured(number=7))
    for _try in range(MAX_ATTEMPTS):
        relay_outbox()
        FailedDelivery.objects.filter(parked_at=None).update(next_try_at=timezone.now())
    return FailedDelivery.objects.get(parked_at__isnull=False)


@pytest.fixture
def operator(sign_in: Callable[[User], Client]) -> Client:
    return sign_in(OperatorFactory(is_superuser=True))


def try_again(client: Client, failure: FailedDelivery) -> str:
    """The page after the action."""
    chosen = {"action": "retry", "_selected_action": [failure.pk]}
    return client.post(FAILURES, chosen, follow=True).content.decode()


def test_the_first_page_leads_to_what_is_parked(operator: Client, parked: FailedDelivery):
    page = operator.get("/admin/").content.decode()
    tile = re.search(r'data-tile="outbox".*?</section>', page, flags=re.S)[0]
    assert "1 delivery is parked" in tile
    listed = operator.get(re.search(r'href="([^"]+)"', tile)[1].replace("&amp;", "&")).content.decode()
    assert HANDLER in listed
    assert "ValueError: the shelf is empty" in listed


def test_what_is_resolved_or_still_being_tried_is_not_among_what_is_parked(operator: Client, parked: FailedDelivery):
    mended.append(True)
    try_again(operator, parked)
    assert "0 deliveries are parked" in operator.get("/admin/").content.decode()
    assert not operator.get(FAILURES + "?parked_at__isempty=0").context["cl"].result_list


def test_trying_again_delivers_once_the_handler_is_mended(operator: Client, parked: FailedDelivery):
    mended.append(True)
    assert "1 delivery succeeded." in try_again(operator, parked)
    assert delivered == [7]
    parked.refresh_from_db()
    assert parked.resolved_at
    assert "All of these had succeeded already." in try_again(operator, parked)
    assert delivered == [7]


def test_trying_again_says_why_it_failed_again_and_goes_on_trying(operator: Client, parked: FailedDelivery):
    page = try_again(operator, parked)
    assert "1 delivery failed again and will be retried: ValueError: the shelf is empty" in page
    parked.refresh_from_db()
    assert (parked.parked_at, parked.attempts) == (None, 1)
    assert parked.next_try_at


def test_who_may_only_look_gets_no_retry(sign_in, parked: FailedDelivery):
    onlooker = OperatorFactory()
    onlooker.user_permissions.add(Permission.objects.get(codename="view_faileddelivery"))
    client = sign_in(onlooker)
    assert "Try again now" not in client.get(FAILURES).content.decode()
    mended.append(True)
    try_again(client, parked)
    assert delivered == []


def test_support_sees_and_retries_and_the_log_says_who(sign_in, parked: FailedDelivery):
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="support"))
    client = sign_in(operator)
    assert 'data-tile="outbox"' in client.get("/admin/").content.decode()
    mended.append(True)
    assert client.post(FAILURES, {"action": "retry", "_selected_action": [parked.pk]}).status_code == 302
    assert delivered
    assert LogEntry.objects.filter(user=operator, object_id=str(parked.pk)).exists()


@pytest.mark.parametrize("group", ["content", "incentives", "analyst"])
def test_other_groups_neither_see_nor_retry(sign_in, parked: FailedDelivery, group: str):
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name=group))
    client = sign_in(operator)
    assert 'data-tile="outbox"' not in client.get("/admin/").content.decode()
    mended.append(True)
    assert client.post(FAILURES, {"action": "retry", "_selected_action": [parked.pk]}).status_code == 403
    assert client.get(reverse("admin:events_faileddelivery_change", args=[parked.pk])).status_code == 403
    assert delivered == []


def test_members_find_no_such_page(sign_in, parked: FailedDelivery, olga: User):
    mended.append(True)
    client = sign_in(olga)
    assert client.get(FAILURES, follow=True).status_code == 404
    assert client.post(FAILURES, {"action": "retry", "_selected_action": [parked.pk]}, follow=True).status_code == 404
    assert delivered == []


@pytest.mark.parametrize(("seconds", "warned"), [(10, False), (45, True)])
def test_the_first_page_warns_when_an_event_waits_for_more_than_half_a_minute(
    operator: Client, seconds: int, warned: bool
):
    event = OutboxEvent.objects.create(kind=Measured.kind, subject="measures", partition=0, payload={"number": 1})
    OutboxEvent.objects.filter(pk=event.pk).update(created_at=timezone.now() - timedelta(seconds=seconds))
    page = operator.get("/admin/").content.decode()
    tile = re.search(r'data-tile="outbox".*?</section>', page, flags=re.S)[0]
    assert seconds <= int(re.search(r"data-value>(\d+) s<", tile)[1]) < seconds + 20
    assert ('role="alert"' in tile) == warned


def test_many_of_a_kind_are_handed_to_the_relay_together(operator: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("apps.events.admin.RETRIED_AT_ONCE", 1)
    for number in range(3):
        publish(Measured(number=number))
    for _try in range(MAX_ATTEMPTS):
        relay_outbox()
        FailedDelivery.objects.filter(parked_at=None).update(next_try_at=timezone.now())
    failures = list(FailedDelivery.objects.filter(parked_at__isnull=False))
    assert len(failures) == 3
    mended.append(True)
    answers = {"action": "retry", "_selected_action": [failures[0].pk], "select_across": "1"}
    page = operator.post(f"{FAILURES}?handler={HANDLER}", answers, follow=True).content.decode()
    assert "3 deliveries are tried again, one after the other." in page
    assert delivered == []
    relay_outbox()
    assert sorted(delivered) == [0, 1, 2]
    assert LogEntry.objects.count() == 1
