"""E-mails about what was missed: once, late enough, in one's own language, and easily stopped."""

import re
import smtplib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from apps.events.models import Slot
from apps.notifications.channels.outgoing_mail import claim_due_mail
from apps.notifications.channels.tasks import send_mail
from apps.notifications.deciding import registry
from apps.notifications.deciding.services import mark_read
from apps.notifications.models import Notification


@pytest.fixture
def later():
    return timezone.now() - timedelta(hours=1)


def run() -> None:
    """The periodic task, as if its period had passed."""
    Slot.objects.all().delete()
    send_mail()


def test_what_is_missed_arrives_once(ana, tell, later):
    tell(ana, "message:1", now=later)
    for _time in range(20):
        run()
    [letter] = mail.outbox
    assert letter.to == [ana.email]
    assert letter.subject == "Saved."
    assert "http://127.0.0.1:8000/settings/" in letter.body


def test_nothing_is_sent_before_it_is_due(ana, tell):
    tell(ana, "message:1")
    run()
    assert mail.outbox == []


def test_what_is_read_meanwhile_isnt_sent(ana, tell, later):
    tell(ana, "message:1", now=later)
    mark_read(person=ana)
    run()
    assert mail.outbox == []


def test_several_things_are_one_letter_to_each(ana, ben, tell, later):
    for number in range(3):
        tell(ana, f"message:{number}", now=later)
    tell(ben, "message:9", now=later)
    run()
    assert [(letter.to[0], letter.subject) for letter in mail.outbox] == [
        (ana.email, "3 things wait for you"),
        (ben.email, "Saved."),
    ]


def test_names_are_text_in_both_parts(ana, tell, later):
    tell(ana, "message:1", now=later)
    run()
    [letter] = mail.outbox
    html = letter.alternatives[0].content
    assert "<b>Ben</b>: 周四可以" in letter.body
    assert "&lt;b&gt;Ben&lt;/b&gt;: 周四可以" in html
    assert "style=" not in html.split("</head>")[1]


def test_a_letter_in_chinese_says_so(ana, tell, later):
    ana.language = "zh-hans"
    ana.save()
    tell(ana, "message:1", now=later)
    run()
    assert 'lang="zh-Hans"' in mail.outbox[0].alternatives[0].content


def test_a_mail_server_that_is_away_gets_it_again_with_the_same_id(ana, tell, later, monkeypatch):
    tell(ana, "message:1", now=later)
    ids = []

    def refuse(self, messages):
        ids.extend(message.extra_headers["Message-ID"] for message in messages)
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        run()
    Notification.objects.filter(channel="email").update(due_at=later)
    run()
    [letter] = mail.outbox
    assert ids == [letter.extra_headers["Message-ID"]]


def test_a_letter_that_cannot_be_written_holds_up_no_other(ana, ben, tell, later):
    tell(ana, "message:1", now=later)
    tell(ben, "message:2", now=later)
    type(ana).objects.filter(pk=ana.pk).update(time_zone="Nowhere/At_all")
    run()
    assert [letter.to for letter in mail.outbox] == [[ben.email]]
    assert Notification.objects.get(channel="email", sent_at=None).person == ana


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_once_send_one_letter_with_all_that_is_due(ana, tell, later):
    for number in range(5):
        tell(ana, f"message:{number}", now=later)

    def work(number: int) -> int:
        try:
            return sum(len(claimed) for _person, claimed in claim_due_mail(now=timezone.now()))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(work, range(20))) == [0] * 19 + [5]


def test_after_a_day_it_isnt_tried_again(ana, tell, monkeypatch):
    tell(ana, "message:1", now=timezone.now() - timedelta(days=2))
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))

    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    run()
    assert list(claim_due_mail(now=timezone.now() + timedelta(days=1))) == []


@pytest.mark.parametrize("fields", [{"email_notifications": False}, {"is_active": False}])
def test_who_doesnt_want_it_gets_none(ana, tell, later, fields):
    tell(ana, "message:1", now=later)
    type(ana).objects.filter(pk=ana.pk).update(**fields)
    run()
    type(ana).objects.filter(pk=ana.pk).update(email_notifications=True, is_active=True)
    run()
    assert mail.outbox == []


def unsubscribe_path(tell, ana, later) -> str:
    tell(ana, "message:1", now=later)
    run()
    header = mail.outbox[0].extra_headers["List-Unsubscribe"]
    return re.fullmatch(r"<http://127\.0\.0\.1:8000(.*)>", header)[1]


def test_one_click_stops_them(ana, tell, later, client):
    path = unsubscribe_path(tell, ana, later)
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(ana, "message:2", now=later)
    run()
    assert len(mail.outbox) == 1


def test_the_link_of_an_earlier_letter_stops_all(ana, client):
    token = signing.dumps(ana.pk, salt="notifications.unsubscribe")
    assert client.post(f"/notifications/stop/{token}/").status_code == 200
    ana.refresh_from_db()
    assert not ana.email_notifications


def test_a_scanner_that_opens_the_link_stops_nothing(ana, tell, later, client):
    client.get(unsubscribe_path(tell, ana, later))
    ana.refresh_from_db()
    assert ana.email_notifications


def test_a_change_of_mind_is_one_click_too(ana, tell, later, client):
    path = unsubscribe_path(tell, ana, later)
    client.post(path)
    client.post(path, {"resume": "1"})
    ana.refresh_from_db()
    assert ana.email_notifications


def test_a_link_that_we_didnt_sign_is_unknown(client, db):
    assert client.post("/notifications/stop/1:forged/").status_code == 404


def test_one_that_cant_be_judged_is_said_and_the_others_still_go_out(ana, ben, tell, later, kind, monkeypatch):
    def is_moot(facts, person):
        return {}["subject"] if person == ana else False

    monkeypatch.setitem(registry._kinds, kind.key, replace(kind, is_moot=is_moot))
    tell(ana, "message:1", now=later)
    tell(ben, "message:1", now=later)
    run()
    assert sorted(letter.to[0] for letter in mail.outbox) == [ana.email, ben.email]
