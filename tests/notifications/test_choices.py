"""What a person chose to be told: by kind and channel, on the page, by API, and by the link of a letter."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.errors import InvalidInput
from apps.events.models import Slot
from apps.notifications.channels.tasks import send_mail
from apps.notifications.channels.unsubscribing import unsubscribe_url
from apps.notifications.deciding.kinds import DATA_EXPORT_READY
from apps.notifications.deciding.preferences import choices_of, choose
from apps.notifications.deciding.registry import Kind, all_kinds, kind_of
from apps.notifications.deciding.services import notify
from apps.notifications.deciding.wording import name_of
from apps.notifications.models import Channel, Notification, NotificationPreference

PAGE = "/notifications/preferences/"
Tell = Callable[..., bool]


def run() -> None:
    """The periodic task, as if its period had passed."""
    Slot.objects.all().delete()
    send_mail()


def choice(person: User, kind: Kind) -> tuple[bool | None, bool | None]:
    [own] = [one for group in choices_of(person) for one in group.choices if one.kind == kind]
    return own.in_app, own.email


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_chosen_is_called_by_words_that_need_no_facts(language: str) -> None:
    with translation.override(language):
        assert [kind.key for kind in all_kinds() if "%(" in name_of(kind) or "…" in name_of(kind)] == []


def test_everything_is_on_until_one_chooses(ana: User, kind: Kind) -> None:
    assert choice(ana, kind) == (True, True)
    assert not NotificationPreference.objects.exists()


def test_no_mail_of_a_kind_that_is_off(ana: User, kind: Kind, tell: Tell) -> None:
    choose(person=ana, kind_key=kind.key, channel="email", is_on=False)
    tell(ana, "message:1", now=timezone.now() - timedelta(hours=1))
    run()
    assert mail.outbox == []
    assert Notification.objects.get().read_at is None, "it still stands under the bell"


def test_what_waits_is_called_off_when_its_kind_is_switched_off(ana: User, kind: Kind, tell: Tell) -> None:
    tell(ana, "message:1", now=timezone.now() - timedelta(hours=1))
    choose(person=ana, kind_key=kind.key, channel="email", is_on=False)
    run()
    assert mail.outbox == []


def test_what_isnt_to_be_shown_stands_in_the_history_read(ana: User, kind: Kind, tell: Tell, sign_in) -> None:
    choose(person=ana, kind_key=kind.key, channel="in_app", is_on=False)
    assert tell(ana, "message:1")
    assert not tell(ana, "message:1"), "once for a cause, as ever"
    told = Notification.objects.get(channel=Channel.IN_APP)
    assert told.read_at is not None
    assert "Saved." in sign_in(ana).get("/notifications/").content.decode()


def test_others_are_told_as_before(ana: User, ben: User, kind: Kind, tell: Tell) -> None:
    choose(person=ana, kind_key=kind.key, channel="email", is_on=False)
    tell(ben, "message:1", now=timezone.now() - timedelta(hours=1))
    run()
    assert [letter.to for letter in mail.outbox] == [[ben.email]]


def test_what_one_asked_for_is_mailed_all_the_same(ana: User) -> None:
    with pytest.raises(InvalidInput):
        choose(person=ana, kind_key=DATA_EXPORT_READY.key, channel="email", is_on=False)
    notify(person=ana, kind=DATA_EXPORT_READY, cause="data_export:1", facts={}, url="/settings/data/")
    run()
    assert len(mail.outbox) == 1


def test_the_table_is_saved_as_it_is_ticked(ana: User, kind: Kind, sign_in) -> None:
    client = sign_in(ana)
    page = client.get(PAGE).content.decode()
    ticked = set(re.findall(r'value="([a-z_.]+:(?:in_app|push|email))"[^>]* checked', page))
    assert f"{kind.key}:email" in ticked
    for _time in range(2):
        client.post(PAGE, {"on": list(ticked - {f"{kind.key}:email", "level_reached:in_app"})})
    assert choice(ana, kind) == (True, False)
    off = NotificationPreference.objects.filter(person=ana, is_on=False).values_list("kind", flat=True)
    assert set(off) == {kind.key, "level_reached"}
    client.post(PAGE, {"on": list(ticked)})
    assert choice(ana, kind) == (True, True)


def test_nonsense_in_the_table_is_passed_over(ana: User, sign_in) -> None:
    assert sign_in(ana).post(PAGE, {"on": ["nothing:email", ":", "x" * 500]}).status_code == 302
    assert set(NotificationPreference.objects.values_list("kind", flat=True)) <= {kind.key for kind in all_kinds()}


def test_the_table_takes_the_same_queries_however_many_choices(ana: User, sign_in, django_assert_max_num_queries):
    client = sign_in(ana)
    client.post(PAGE, {"on": []})
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_programs_choose_too(ana: User, kind: Kind) -> None:
    api = APIClient()
    assert api.get("/api/v1/notifications/choices/").status_code == 401
    api.force_authenticate(ana)
    assert kind.key in {one["kind"] for one in api.get("/api/v1/notifications/choices/").json()}
    answer = api.put("/api/v1/notifications/choices/", {"kind": kind.key, "channel": "email", "on": False})
    assert [one["email"] for one in answer.json() if one["kind"] == kind.key] == [False]
    for body in ({"kind": "nothing", "channel": "email", "on": True}, {"kind": kind.key, "channel": "fax", "on": True}):
        assert api.put("/api/v1/notifications/choices/", body).status_code == 400


def test_it_is_mailed_with_all_others_off_too_but_not_to_a_closed_account(ana: User, ben: User) -> None:
    User.objects.filter(pk__in=[ana.pk, ben.pk]).update(email_notifications=False)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    for person in (ana, ben):
        notify(person=person, kind=DATA_EXPORT_READY, cause="data_export:1", facts={}, url="/settings/data/")
    run()
    assert [letter.to for letter in mail.outbox] == [[ana.email]]


def test_a_letter_of_which_nothing_can_be_stopped_stops_nothing_by_one_click(ana: User, client: Client) -> None:
    notify(person=ana, kind=DATA_EXPORT_READY, cause="data_export:1", facts={}, url="/settings/data/")
    run()
    assert not {name for name in mail.outbox[0].extra_headers if name.startswith("List-Unsubscribe")}
    path = unsubscribe_url(ana, kinds={DATA_EXPORT_READY.key}).partition("8000")[2]
    answer = client.post(path, {"List-Unsubscribe": "One-Click"}).content.decode()
    ana.refresh_from_db()
    assert ana.email_notifications
    assert "Stop all e-mails" in answer
    client.post(path, {"all": "1"})
    ana.refresh_from_db()
    assert not ana.email_notifications


def letter_link(ana: User, tell: Tell) -> str:
    tell(ana, "message:1", now=timezone.now() - timedelta(hours=1))
    run()
    found = re.fullmatch(r"<http://127\.0\.0\.1:8000(.*)>", mail.outbox[0].extra_headers["List-Unsubscribe"])
    assert found
    return found[1]


def test_one_click_stops_the_kind_and_no_other(ana: User, kind: Kind, tell: Tell, client: Client) -> None:
    path = letter_link(ana, tell)
    for _time in range(2):
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ana.refresh_from_db()
    assert ana.email_notifications
    assert choice(ana, kind) == (True, False)
    assert list(NotificationPreference.objects.values_list("kind", flat=True)) == [kind.key]


def test_a_second_click_stops_all(ana: User, kind: Kind, tell: Tell, client: Client) -> None:
    path = letter_link(ana, tell)
    client.post(path)
    client.post(path, {"all": "1"})
    ana.refresh_from_db()
    assert not ana.email_notifications
    client.post(path, {"resume": "1"})
    ana.refresh_from_db()
    assert ana.email_notifications
    assert choice(ana, kind) == (True, True)


def test_each_kind_is_chosen_by_the_link_without_signing_in(
    ana: User, ben: User, kind: Kind, tell: Tell, client: Client
) -> None:
    path = letter_link(ana, tell)
    chosen = path.replace("/stop/", "/mail-choices/")
    assert chosen in client.get(path).content.decode()
    page = client.get(chosen).content.decode()
    assert f'value="{kind.key}" checked' in page
    assert ben.email not in page
    client.post(chosen, {"on": ["greeting_unanswered"]})
    assert choice(ana, kind) == (True, False)
    assert f'value="{kind.key}">' in client.get(chosen).content.decode()
    client.post(path, {"all": "1"})
    client.post(chosen, {"on": [kind.key]})
    ana.refresh_from_db()
    assert ana.email_notifications
    assert choice(ana, kind) == (True, True)
    assert client.get(chosen[:-3] + "/").status_code == 404


def test_an_old_letter_or_one_to_a_former_address_opens_no_choices(
    ana: User, kind: Kind, tell: Tell, client: Client
) -> None:
    path = letter_link(ana, tell)
    chosen = path.replace("/stop/", "/mail-choices/")
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        for answer in (client.get(chosen), client.post(chosen, {"on": []})):
            assert answer.headers["Location"] == PAGE
        assert choice(ana, kind) == (True, True)
        assert client.post(path).status_code == 200
    assert choice(ana, kind) == (True, False)
    User.objects.filter(pk=ana.pk).update(email="new@rapport.example")
    assert [client.get(chosen).status_code, client.post(path, {"resume": "1"}).status_code] == [404, 404]
    assert choice(ana, kind) == (True, False)


def test_the_history_is_narrowed(ana: User, tell: Tell, sign_in) -> None:
    tell(ana, "message:1")
    client = sign_in(ana)
    assert "Saved." in client.get("/notifications/?group=conversations").content.decode()
    assert "Nothing of this sort" in client.get("/notifications/?group=interviews").content.decode()
    assert "Saved." in client.get("/notifications/?group=nonsense").content.decode()
    Notification.objects.update(read_at=timezone.now())
    assert "Nothing of this sort" in client.get("/notifications/?unread=1").content.decode()
    api = APIClient()
    api.force_authenticate(ana)
    assert api.get("/api/v1/notifications/?group=conversations").json()["count"] == 1
    assert api.get("/api/v1/notifications/?group=interviews").json()["count"] == 0
    assert api.get("/api/v1/notifications/?group=nonsense").status_code == 400


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        ("order_fulfilled", "recognition"),
        ("order_refunded", "recognition"),
        ("guardrail_broken", "recognition"),
        ("budget_burnt", "recognition"),
        ("topic_shipped", "feedback"),
    ],
)
def test_a_kind_stands_under_the_heading_of_what_it_is_about(kind, group):
    assert kind_of(kind).group == group
