"""A mail service instead of SMTP: its webhook says what became of our letters, and is believed for its secret alone."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from anymail.signals import pre_send
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.channels.mail import compose
from apps.notifications.inbound.stopping import stop_of
from apps.notifications.models import Channel, MailStop, Notification
from config.environment import read_mail_service

HERE = "/notifications/mail-events/"
SECRET = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(b"post:secret").decode()}


@pytest.fixture
def postmark(settings) -> None:
    settings.MAIL_SERVICE = "postmark"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "T", "WEBHOOK_SECRET": "post:secret"}


def bounce(**change: Any) -> dict[str, Any]:
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "TypeCode": 1,
        "ID": 42,
        "MessageID": "883953f4",
        "Email": "Ana@rapport.example",
        "BouncedAt": "2026-03-04T10:00:00Z",
        "Description": "The server was unable to deliver your message.",
        "Metadata": {},
    } | change


def say(event: Any, **headers: str) -> int:
    return Client().post(HERE, json.dumps(event), content_type="application/json", **headers).status_code


def test_a_bounce_stops_letters_and_its_owner_is_told_once(ana: User, postmark):
    for _time in range(2):
        assert say(bounce(), **SECRET) == 200
    stopped = MailStop.objects.get()
    assert (stopped.person, stopped.reason) == (ana, "bounce")
    assert Notification.objects.filter(person=ana, kind="mail_stopped", channel=Channel.IN_APP).count() == 1


def test_a_complaint_stops_them_and_what_passes_doesnt(ana: User, postmark):
    for event in (bounce(Type="SoftBounce"), bounce(Type="Transient"), bounce(Email="nobody@else.example")):
        assert say(event, **SECRET) == 200
    assert not MailStop.objects.exists()
    say(bounce(RecordType="SpamComplaint", Type="SpamComplaint"), **SECRET)
    assert MailStop.objects.get().reason == "complaint"


@pytest.mark.parametrize(
    ("after", "is_stopped"),
    [({"minutes": -5}, False), ({"minutes": 5}, True), (None, True), ({"days": 9000}, True)],
)
def test_what_was_reported_before_its_owner_wanted_letters_again_is_settled(
    ana: User, postmark, after: dict[str, int] | None, is_stopped: bool
):
    wanted = timezone.now() - timedelta(hours=1)
    stop = MailStop.objects.create(
        person=ana, address=ana.email, reason="bounce", stopped_at=wanted - timedelta(days=1), lifted_at=wanted
    )
    moment = "nobody knows when" if after is None else f"{wanted + timedelta(**after):%Y-%m-%dT%H:%M:%SZ}"
    say(bounce(BouncedAt=moment), **SECRET)
    assert (stop_of(ana) == stop) is is_stopped


def test_a_moment_without_a_zone_is_read(ana: User, postmark):
    assert say(bounce(BouncedAt="2026-03-04T10:00:00"), **SECRET) == 200
    assert MailStop.objects.exists()


def test_nobody_without_the_secret_is_heard(ana: User, postmark, settings, plain_refusals):
    assert say(bounce()) == 400
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "T"}
    assert say(bounce(), **SECRET) == 404
    settings.MAIL_SERVICE = ""
    assert say(bounce(), **SECRET) == 404
    assert not MailStop.objects.exists()


@pytest.fixture
def mailgun(settings) -> None:
    settings.MAIL_SERVICE, settings.ANYMAIL = "mailgun", {"MAILGUN_API_KEY": "k", "MAILGUN_WEBHOOK_SIGNING_KEY": "sign"}


def failed(key: bytes, recipient: str, timestamp: str) -> dict[str, Any]:
    signature = hmac.new(key, f"{timestamp}t".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"timestamp": timestamp, "token": "t", "signature": signature},
        "event-data": {
            "event": "failed",
            "severity": "permanent",
            "reason": "bounce",
            "timestamp": 1772618400.0,
            "id": "x",
            "recipient": recipient,
            "delivery-status": {"code": 550},
            "message": {"headers": {"message-id": "x"}},
        },
    }


def seconds(**away: int) -> str:
    return str(int((timezone.now() + timedelta(**away)).timestamp()))


def test_a_signature_is_believed_and_a_forged_one_isnt(ana: User, mailgun, plain_refusals):
    assert say(failed(b"forged", ana.email, seconds())) == 400
    assert not MailStop.objects.exists()
    assert say(failed(b"sign", ana.email, seconds())) == 200
    assert MailStop.objects.get().person == ana


def test_an_old_signature_vouches_for_nothing(ana: User, mailgun):
    for moment in (seconds(days=-8), seconds(minutes=20), "nan", "inf", "", "١e", "9" * 400):
        assert say(failed(b"sign", ana.email, moment)) == 400
    strange = {"signature": {"timestamp": seconds(), "token": "é", "signature": "é"}}
    for nonsense in ([], {"signature": []}, {"signature": {"timestamp": {}}}, strange):
        assert say(nonsense) == 400
    old = failed(b"sign", ana.email, seconds(days=-8))["signature"] | {"event": "bounced", "recipient": ana.email}
    assert Client().post(HERE, old).status_code == 400
    assert not MailStop.objects.exists()
    assert say(failed(b"sign", ana.email, seconds(days=-6))) == 200
    assert MailStop.objects.exists()


def test_a_letter_takes_along_by_what_its_events_name_it(ana: User, kind):
    row = Notification.objects.create(
        person=ana, kind=kind.key, cause="x", channel=Channel.EMAIL, facts={"name": "Ben"}, due_at=timezone.now()
    )
    letter = compose(ana, [row])
    pre_send.send(sender=None, message=letter, esp_name="Postmark")
    assert letter.metadata["letter"] in letter.extra_headers["Message-ID"]
    assert len(letter.metadata["letter"]) == 50
    plain = EmailMultiAlternatives("Hello", "Hello", to=[ana.email])
    pre_send.send(sender=None, message=plain, esp_name="Postmark")
    assert not hasattr(plain, "metadata")


def test_a_service_is_named_in_one_setting(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "mailgun://?api_key=K%2B1&sender_domain=mg.example.org&webhook_secret=a:b")
    assert read_mail_service("EMAIL_URL") == (
        "mailgun",
        {"MAILGUN_API_KEY": "K+1", "MAILGUN_SENDER_DOMAIN": "mg.example.org", "WEBHOOK_SECRET": "a:b"},
    )
    monkeypatch.setenv("EMAIL_URL", "smtp://localhost:25")
    assert read_mail_service("EMAIL_URL") == ("", {})
