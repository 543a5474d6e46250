"""Where letters can't be delivered, or were called spam, no more are sent, and their reader is told."""

from email.message import EmailMessage

import pytest
from django.core import mail
from django.utils import timezone

from apps.accounts.models import User
from apps.events.models import Slot
from apps.notifications.channels.mail import compose
from apps.notifications.channels.tasks import send_mail
from apps.notifications.inbound.services import receive
from apps.notifications.inbound.stopping import stop_of, write_again
from apps.notifications.models import Channel, MailStop, Notification
from tests.notifications.post_office import report

pytestmark = pytest.mark.django_db


def send() -> list[EmailMessage]:
    Slot.objects.all().delete()
    mail.outbox.clear()
    send_mail()
    return [letter.message() for letter in mail.outbox]


@pytest.fixture
def letter(ana: User, kind) -> EmailMessage:
    return due(ana, kind, "message:1")


def due(person: User, kind, cause: str):
    row = Notification.objects.create(
        person=person,
        kind=kind.key,
        cause=cause,
        channel=Channel.EMAIL,
        facts={"name": "Ben"},
        url="/settings/",
        due_at=timezone.now(),
    )
    return compose(person, [row]).message()


def complaint(letter_id: str) -> bytes:
    return f"""From: fbl@mx.example
Message-ID: <complaint@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary=B

--B
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeMailer/1.0
--B
Content-Type: text/rfc822-headers

Message-ID: {letter_id}
--B--
""".encode()


def test_an_address_that_takes_no_letters_gets_none_until_its_owner_says_so(ana: User, letter, kind, sign_in):
    for _time in range(3):
        receive(report(letter["Message-ID"]))
    assert send() == []
    [told] = Notification.objects.filter(person=ana, kind="mail_stopped")
    assert (told.channel, told.url) == (Channel.IN_APP, "/settings/")
    client = sign_in(ana)
    assert "ana@rapport.example couldn't be delivered" in client.get("/settings/").content.decode()
    assert client.get("/api/v1/notifications/mail-stops/").json()[0]["reason"] == "bounce"
    client.post("/notifications/mail-again/")
    assert "couldn't be delivered" not in client.get("/settings/").content.decode()
    due(ana, kind, "message:2")
    assert len(send()) == 1


def test_what_is_said_of_letters_from_before_its_reader_wanted_them_again_is_settled(ana: User, letter, kind):
    receive(report(letter["Message-ID"]))
    assert write_again(person=ana)
    # From another server, the same once more, and a complaint that took its time.
    for late in (report(letter["Message-ID"], status="5.0.0"), complaint(letter["Message-ID"])):
        receive(late)
    # Also when nothing says any more when it went.
    Notification.objects.filter(cause="message:1").delete()
    receive(report(letter["Message-ID"], status="5.2.1"))
    assert stop_of(ana) is None
    assert Notification.objects.filter(person=ana, kind="mail_stopped").count() == 1
    due(ana, kind, "message:2")
    [new] = send()
    receive(report(new["Message-ID"]))
    assert stop_of(ana) is not None
    assert Notification.objects.filter(person=ana, kind="mail_stopped").count() == 2


def test_a_letter_called_spam_was_the_last(ana: User, letter, sign_in):
    receive(complaint(letter["Message-ID"]))
    assert send() == []
    User.objects.filter(pk=ana.pk).update(language="zh-hans")
    assert "被标为垃圾邮件" in sign_in(ana).get("/notifications/preferences/").content.decode()
    client = sign_in(ana)
    assert client.delete("/api/v1/notifications/mail-stops/").status_code == 204
    assert client.get("/api/v1/notifications/mail-stops/").json() == []


def test_a_new_address_gets_letters_at_once(ana: User, letter, kind):
    receive(report(letter["Message-ID"]))
    User.objects.filter(pk=ana.pk).update(email="ana@new.example")
    due(ana, kind, "message:2")
    assert {one["To"] for one in send()} == {"ana@new.example"}


@pytest.mark.parametrize(
    "change",
    [
        {"letter_id": "<made-up@localhost>"},
        {"letter_id": "<a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@localhost>"},
        {"to": "ben@rapport.example"},
        {"action": "delayed", "status": "4.4.1"},
        {"status": "4.2.2"},
    ],
)
def test_nobody_else_stops_them(ana: User, ben: User, letter, change: dict[str, str]):
    receive(report(**({"letter_id": letter["Message-ID"]} | change)))
    assert not MailStop.objects.exists()
    assert len(send()) == 1


def test_what_is_a_duty_is_sent_all_the_same(ana: User, letter):
    receive(report(letter["Message-ID"]))
    duty = Notification.objects.create(
        person=ana, kind="moderation_decided", cause="x", channel=Channel.EMAIL, facts={}, due_at=timezone.now()
    )
    send()
    duty.refresh_from_db()
    assert duty.sent_at is not None
