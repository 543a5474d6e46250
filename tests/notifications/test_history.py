"""What a person was told: the list, the menu behind the bell, and the counts."""

import pytest

from apps.notifications.deciding.selectors import unread_count
from apps.notifications.models import Notification
from apps.ui import badges

LIST = "/notifications/"
BELL = "/notifications/bell/"


def test_it_lists_what_was_told_newest_first(ana, sign_in, tell):
    for number in range(3):
        tell(ana, f"message:{number}")
    response = sign_in(ana).get(LIST)
    ids = [entry["id"] for entry in response.context["entries"]]
    assert ids == sorted(ids, reverse=True)
    assert "&lt;b&gt;Ben&lt;/b&gt;: 周四可以" in response.content.decode()


def test_it_says_when_there_is_nothing(ana, sign_in):
    assert "Nothing here yet" in sign_in(ana).get(LIST).content.decode()
    assert "Nothing here yet" in sign_in(ana).get(BELL).content.decode()


def test_the_outsider_sees_nothing_of_it(ana, olga, sign_in, tell):
    tell(ana, "message:1")
    told = Notification.objects.get(channel="in_app")
    assert sign_in(olga).get(LIST).context["entries"] == []
    assert sign_in(olga).get(f"{LIST}{told.pk}/").status_code == 404
    sign_in(olga).post(f"{LIST}read/")
    told.refresh_from_db()
    assert told.read_at is None


def test_visitors_are_asked_to_sign_in(client, db):
    for url in (LIST, BELL, f"{LIST}1/"):
        assert client.get(url).url.startswith("/account/login/")


def test_following_one_reads_it_and_goes_there(ana, sign_in, tell):
    tell(ana, "message:1")
    tell(ana, "message:2")
    told = Notification.objects.get(channel="in_app", cause="message:1")
    assert sign_in(ana).get(f"{LIST}{told.pk}/").url == "/settings/"
    assert unread_count(ana) == 1


def test_it_never_leads_off_the_site(ana, sign_in, tell):
    tell(ana, "message:1", url="https://evil.example/")
    told = Notification.objects.get(channel="in_app")
    assert sign_in(ana).get(f"{LIST}{told.pk}/").url == LIST


def test_all_can_be_read_at_once(ana, sign_in, tell):
    for number in range(3):
        tell(ana, f"message:{number}")
    assert "Mark all as read" in sign_in(ana).get(LIST).content.decode()
    response = sign_in(ana).post(f"{LIST}read/", follow=True)
    assert unread_count(ana) == 0
    assert "Mark all as read" not in response.content.decode()


def test_the_bell_counts_what_is_unread(ana, sign_in, tell):
    tell(ana, "message:1")
    assert sign_in(ana).get("/settings/counts/").json()["bell"] == 1


def test_long_histories_have_pages(ana, sign_in, tell):
    for number in range(25):
        tell(ana, f"message:{number}")
    client = sign_in(ana)
    assert len(client.get(LIST).context["entries"]) == 20
    assert len(client.get(f"{LIST}?page=2").context["entries"]) == 5
    assert client.get(f"{LIST}?page=nonsense").status_code == 200


@pytest.mark.parametrize("number", [1, 15])
def test_query_counts_dont_grow(ana, sign_in, tell, number, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(badges, "_counts", {"bell": unread_count})
    for cause in range(number):
        tell(ana, f"message:{cause}")
    client = sign_in(ana)
    with django_assert_num_queries(6):  # session, person, page count, page, what they hide of recognition, the bell
        client.get(LIST)
    with django_assert_num_queries(3):
        client.get(BELL)
