"""Web pushes: switched on in a browser, told once, sealed for it alone, and ended with it."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.services import change_settings
from apps.chat.models import Conversation
from apps.chat.reading.services import mark_read as read_messages
from apps.chat.sending.services import send_message
from apps.events.models import Slot
from apps.notifications.channels.tasks import send_mail, send_pushes
from apps.notifications.deciding.preferences import choose
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import mark_read
from apps.notifications.models import Channel, Notification, PushSubscription
from apps.notifications.subscriptions.sealing import own_key, seal
from apps.realtime.models import Presence
from tests.notifications.browsers import URL, Browser, as_sent, coded, decoded
from tests.outgoing.web import FakeWeb, fake_web

PAGE = "/notifications/preferences/"
Tell = Callable[..., bool]
BEFORE = timedelta(minutes=1)


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    """Push services that take everything."""
    with fake_web() as web:
        for name in ("firefox", "phone"):
            web.page(f"{name}.push.example/to/{name}", status=201)
        yield web


def send() -> None:
    """The periodic task, as if its period had passed."""
    Slot.objects.all().delete()
    send_pushes()


def long_ago() -> datetime:
    return timezone.now() - BEFORE


def told_to(browser: Browser, web: FakeWeb) -> list[dict]:
    return [browser.opened(body) for _method, place, _headers, body in web.asked if place == browser.place]


def test_it_is_sealed_as_the_standards_example(db: None) -> None:
    sender = ec.derive_private_key(
        int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), ec.SECP256R1()
    )
    sealed = seal(
        b"When I grow up, I want to be a watermelon",
        public_key="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        secret="BTBZMqHH6r4Tts7J_aSIgg",
        sender=sender,
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert coded(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
        "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_what_happens_is_told_once_and_leads_to_where_it_was_read(ana: User, tell: Tell, web: FakeWeb) -> None:
    browser = Browser(ana)
    tell(ana, "message:1", now=long_ago())
    send()
    send()
    [told] = told_to(browser, web)
    assert (told["title"], told["body"], told["count"]) == ("Saved.", "<b>Ben</b>: 周四可以", 1)
    answer = browser.client.get(told["url"])
    assert answer.url == "/settings/"
    assert not Notification.objects.filter(channel=Channel.IN_APP, read_at=None).exists()


def test_a_push_service_knows_who_asks(ana: User, tell: Tell, web: FakeWeb) -> None:
    Browser(ana)
    tell(ana, "message:1", now=long_ago())
    send()
    [(method, _place, headers, _body)] = web.asked
    token = headers["Authorization"].partition("t=")[2].partition(",")[0]
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(own_key()))
    said = jwt.decode(token, key, algorithms=["ES256"], audience="https://firefox.push.example")
    assert (method, headers["Content-Encoding"], said["sub"]) == ("POST", "aes128gcm", "mailto:rapport@localhost")


def test_what_was_pushed_isnt_mailed_and_what_was_read_is_neither(ana: User, tell: Tell, web: FakeWeb) -> None:
    browser = Browser(ana)
    tell(ana, "message:1", now=timezone.now() - timedelta(hours=1))
    tell(ana, "message:2", now=timezone.now() - timedelta(hours=1))
    mark_read(person=ana, causes=["message:2"])
    send()
    Slot.objects.all().delete()
    send_mail()
    assert len(told_to(browser, web)) == 1
    assert mail.outbox == []


def test_nothing_comes_at_night_while_a_page_is_open_or_where_it_is_off(
    ana: User, kind: Kind, tell: Tell, web: FakeWeb
) -> None:
    browser = Browser(ana)
    now = timezone.now()
    change_settings(person=ana, changes={"quiet_from": time(0), "quiet_until": time(23, 59), "time_zone": "UTC"})
    tell(ana, "message:1", now=long_ago())
    send()
    assert Notification.objects.get(channel=Channel.PUSH).due_at.time() == time(23, 59), "it waits for the morning"
    change_settings(person=ana, changes={"quiet_from": time(0), "quiet_until": time(0)})
    Notification.objects.filter(channel=Channel.PUSH).update(due_at=long_ago())
    Presence.objects.create(user=ana, seen_at=now, online_until=now + BEFORE)
    send()
    assert web.asked == []
    Presence.objects.all().delete()
    Notification.objects.filter(channel=Channel.PUSH).update(due_at=long_ago())
    tell(ana, "message:2", now=long_ago())
    send()
    [both] = told_to(browser, web)
    assert both["title"] == "2 things wait for you", "what gathered is one push"
    choose(person=ana, kind_key=kind.key, channel="push", is_on=False)
    tell(ana, "message:3", now=long_ago())
    send()
    assert len(web.asked) == 1


def test_one_browser_may_show_words_and_another_not(ana: User, tell: Tell, web: FakeWeb) -> None:
    laptop, phone = Browser(ana), Browser(ana, "phone", shows_words=False)
    tell(ana, "message:1", now=long_ago())
    send()
    assert [told["body"] for told in told_to(laptop, web)] == ["<b>Ben</b>: 周四可以"]
    [told] = told_to(phone, web)
    assert (told["title"], told["body"]) == ("Something new on Rapport", "")


def test_a_message_is_pushed_once_until_it_is_read(
    ana: User, ben: User, conversation: Conversation, web: FakeWeb, drain: Callable[[], None]
) -> None:
    browser = Browser(ana)

    def write(body: str) -> int:
        sent = send_message(sender=ben, conversation_id=conversation.pk, body=body, client_id=uuid4())
        drain()
        Notification.objects.filter(channel=Channel.PUSH, sent_at=None).update(due_at=long_ago())
        return sent.seq

    write("Could you start in May?")
    send()
    seq = write("Or in June?")
    send()
    [told] = told_to(browser, web)
    assert told["title"] == "1 new message on Rapport"
    assert "Ben" in told["body"]
    assert "Could you start in May?" in told["body"]
    assert browser.client.get(told["url"]).url == f"/inbox/{conversation.pk}/"
    read_messages(user=ana, conversation_id=conversation.pk, seq=seq)
    read_messages(user=ana, conversation_id=conversation.pk, seq=write("Or never?"))
    send()
    assert len(web.asked) == 1, "read on the page before it was pushed"
    write("Still there?")
    send()
    assert len(web.asked) == 2


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_its_service_forgot_has_ended(ana: User, tell: Tell, web: FakeWeb, status: int) -> None:
    browser = Browser(ana)
    web.page(browser.place, status=status)
    tell(ana, "message:1", now=long_ago())
    send()
    assert not PushSubscription.objects.exists()
    assert Notification.objects.get(channel=Channel.PUSH).cancelled_at is not None


def test_a_service_that_is_busy_is_asked_again_and_one_that_never_answers_is_not(
    ana: User, tell: Tell, web: FakeWeb
) -> None:
    browser = Browser(ana)
    web.page(browser.place, status=503)
    tell(ana, "message:1", now=long_ago())
    send()
    assert Notification.objects.get(channel=Channel.PUSH).due_at > timezone.now() + timedelta(minutes=9)
    web.names.pop("firefox.push.example")
    for _attempt in range(5):
        Notification.objects.filter(channel=Channel.PUSH).update(due_at=long_ago())
        send()
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/1", "https://127.0.0.1/1", "https://[::1]/", "https://169.254.169.254/", "https://localhost/",
     "https://push.example:6379/", "https://ana@push.example/", "no address"],
)  # fmt: skip
def test_an_address_inside_is_refused(ana: User, sign_in: Callable[[User], Client], endpoint: str) -> None:
    body = as_sent("firefox") | {"endpoint": endpoint}
    answer = sign_in(ana).post(URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "endpoint"


def test_a_name_that_leads_inside_is_never_called(ana: User, tell: Tell, web: FakeWeb) -> None:
    Browser(ana)
    web.names["firefox.push.example"] = [["10.0.0.5"]]
    tell(ana, "message:1", now=long_ago())
    send()
    assert web.connected == []
    assert not PushSubscription.objects.exists()


def test_pushes_end_with_the_sign_in_however_that_ends(ana: User, ben: User, tell: Tell, web: FakeWeb) -> None:
    left, thrown_out = Browser(ana), Browser(ana, "phone")
    left.client.post("/account/logout/")
    assert [one.pk for one in PushSubscription.objects.all()] == [thrown_out.id]
    thrown_out.client.session.flush()
    tell(ana, "message:1", now=long_ago())
    send()
    assert web.asked == []
    shared = Browser(ben)
    assert Browser(ana).id == shared.id, "one browser, whoever signs in next"
    assert PushSubscription.objects.get().person == ana


def test_they_stay_in_the_browser_where_a_new_password_was_chosen(ana: User) -> None:
    browser, other = Browser(ana), Browser(ana, "phone")
    ana.set_password("a long enough one")
    ana.save()
    for one in (browser, other):
        one.client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    browser = Browser(ana)
    words = {"oldpassword": "a long enough one", "password1": "another long one", "password2": "another long one"}
    assert browser.client.post("/account/password/change/", words).status_code == 302
    assert [one["id"] for one in browser.client.get(URL).json()["browsers"]] == [browser.id]


def test_they_are_listed_and_ended_by_their_person_alone(
    ana: User, olga: User, sign_in: Callable[[User], Client]
) -> None:
    browser = Browser(ana)
    page = browser.client.get(PAGE).content.decode()
    assert all(words in page for words in ("Firefox · Linux", "This one", own_key()))
    end = f"/notifications/push/{browser.id}/end/"
    assert sign_in(olga).post(end).status_code == 404
    assert sign_in(olga).delete(f"{URL}{browser.id}/").status_code == 404
    assert browser.client.get(URL).json()["browsers"][0]["is_this"]
    assert browser.client.post(end).status_code == 302
    assert browser.client.get(URL).json()["browsers"] == []


def test_without_a_key_nobody_is_offered_any(ana: User, sign_in: Callable[[User], Client], settings) -> None:
    settings.VAPID_PRIVATE_KEY = ""
    assert "no key for pushes" in sign_in(ana).get(PAGE).content.decode()
    assert sign_in(ana).post(URL, as_sent("firefox"), content_type="application/json").status_code == 409


def test_it_can_be_installed_and_says_when_there_is_no_connection(ana: User, sign_in: Callable[[User], Client]) -> None:
    app = sign_in(ana).get("/manifest.webmanifest").json()
    assert (app["name"], app["display"]) == ("Rapport", "standalone")
    worker = sign_in(ana).get("/worker.js")
    assert (worker["Content-Type"], worker["Cache-Control"]) == ("text/javascript", "no-cache")
    kept = sign_in(ana).get("/offline/").content.decode()
    assert "No connection" in kept
    assert "Ana" not in kept
