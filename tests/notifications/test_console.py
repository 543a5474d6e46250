"""The operators' list of notifications: it opens whatever was told, of every kind that the product knows."""

import re

import pytest
from django.urls import reverse

from apps.notifications.deciding.registry import all_kinds
from apps.notifications.models import Channel, Notification
from tests.people import OperatorFactory

LIST = reverse("admin:notifications_notification_changelist")
UNREADABLE = [
    {},
    {"level": "three", "n": None, "number": [], "names": 3},
    {name: {"of": "another version"} for name in ("level", "reason", "what", "points", "title", "name", "n", "count")},
]
KINDS = [kind.key for kind in all_kinds() if not kind.key.startswith("tests.")]


@pytest.fixture(params=["en", "zh-hans"])
def console(request: pytest.FixtureRequest, db: None, sign_in):
    return sign_in(OperatorFactory(is_superuser=True, language=request.param))


def test_every_app_tells_something():
    assert {"level_reached", "messages_missed"} <= set(KINDS)


def test_the_list_its_filter_and_its_rows_open_for_every_kind_with_any_facts(console, ana):
    for number, key in enumerate(KINDS):
        for turn, facts in enumerate(UNREADABLE):
            Notification.objects.create(
                person=ana, kind=key, cause=f"c:{number}:{turn}", channel=Channel.IN_APP, facts=facts
            )
    for address in (LIST, *(f"{LIST}?kind={key}" for key in KINDS)):
        page = console.get(address)
        assert page.status_code == 200
        assert not re.search(r"%\(\w+\)", page.content.decode())
    for notification in Notification.objects.all():
        assert console.get(f"{LIST}{notification.pk}/change/").status_code == 200


def test_the_person_s_own_list_opens_too(ana, sign_in):
    for number, key in enumerate(KINDS):
        Notification.objects.create(person=ana, kind=key, cause=f"c:{number}", channel=Channel.IN_APP, facts={})
    client = sign_in(ana)
    for address in ("/notifications/", "/notifications/bell/", "/api/v1/notifications/"):
        assert client.get(address).status_code == 200


def test_a_kind_is_called_by_its_title_with_its_places_open(console, ana):
    Notification.objects.create(person=ana, kind="level_reached", cause="c", channel=Channel.IN_APP, facts={})
    assert "…" in console.get(LIST).content.decode()
