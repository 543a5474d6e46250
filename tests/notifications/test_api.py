"""API clients read what their person was told."""

import pytest
from rest_framework.test import APIClient

from apps.notifications.deciding.selectors import unread_count
from apps.notifications.models import Notification

LIST = "/api/v1/notifications/"
READ = "/api/v1/notifications/mark-read/"


@pytest.fixture
def api_of():
    def client(person) -> APIClient:
        api = APIClient()
        api.force_authenticate(person)
        return api

    return client


def test_it_lists_ones_own(ana, olga, api_of, tell):
    tell(ana, "message:1")
    [told] = api_of(ana).get(LIST).json()["results"]
    assert told["title"] == "Saved."
    assert told["body"] == "<b>Ben</b>: 周四可以"
    assert told["read_at"] is None
    assert api_of(olga).get(LIST).json()["results"] == []


def test_it_can_be_narrowed_to_what_is_unread(ana, api_of, tell):
    tell(ana, "message:1")
    tell(ana, "message:2")
    first = Notification.objects.get(channel="in_app", cause="message:1")
    assert api_of(ana).post(READ, {"ids": [first.pk]}, format="json").json() == {"marked": 1}
    assert api_of(ana).get(f"{LIST}?unread=true").json()["count"] == 1
    assert api_of(ana).get(f"{LIST}?unread=false").json()["count"] == 1


def test_all_can_be_marked(ana, api_of, tell):
    tell(ana, "message:1")
    tell(ana, "message:2")
    assert api_of(ana).post(READ).json() == {"marked": 2}
    assert api_of(ana).post(READ).json() == {"marked": 0}


def test_others_notifications_stay_unread(ana, olga, api_of, tell):
    tell(ana, "message:1")
    told = Notification.objects.get(channel="in_app")
    assert api_of(olga).post(READ, {"ids": [told.pk]}, format="json").json() == {"marked": 0}
    assert unread_count(ana) == 1


def test_visitors_are_refused(db):
    assert APIClient().get(LIST).status_code == 401
    assert APIClient().post(READ).status_code == 401


def test_nonsense_is_told_apart(ana, api_of):
    refused = api_of(ana).post(READ, {"ids": ["x", -1]}, format="json")
    assert refused.status_code == 400
    assert refused.json()["type"] == "validation_error"


@pytest.mark.parametrize("number", [1, 12])
def test_query_counts_dont_grow(ana, api_of, tell, number, django_assert_num_queries):
    for cause in range(number):
        tell(ana, f"message:{cause}")
    api = api_of(ana)
    with django_assert_num_queries(1):
        api.get(LIST)
