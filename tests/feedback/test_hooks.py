"""People at other platforms: signed webhooks in, answers back the way they came; and calls that are written down."""

import hashlib
import hmac
import json
import struct
from base64 import b64decode, b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from django.core import mail
from django.utils import timezone

from apps.events.models import Slot
from apps.feedback.calls.services import log_call
from apps.feedback.hooks import outgoing
from apps.feedback.hooks.models import HookMessage, WebhookSource
from apps.feedback.hooks.outgoing import MOST_TRIES, send_due
from apps.feedback.hooks.services import rotate_secret
from apps.feedback.hooks.signing import sha1_of, sign
from apps.feedback.letters.services import erase_correspondent
from apps.feedback.letters.tasks import send_letters
from apps.feedback.models import Correspondent, Ticket
from apps.feedback.work.services import answer_ticket
from apps.outgoing.errors import Unreachable

pytestmark = pytest.mark.django_db
AES_KEY, OTHER_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "k" * 43
WECHAT = """<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o6_lin]]></FromUserName>
<CreateTime>1348831860</CreateTime><MsgType><![CDATA[{kind}]]></MsgType><Content><![CDATA[{text}]]></Content>
<MsgId>{number}</MsgId></xml>"""


def source_of(kind: str = "own", secret: str = "a secret of theirs") -> WebhookSource:
    source = WebhookSource(name="Forum", format=kind, reply_url="https://bridge.example/in")
    source.put_secret(secret)
    source.save()
    return source


def tell_us(client, source, body, *, secret="a secret of theirs", now=None):
    """In our own format."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = sign(secret, content, now=now or timezone.now())
    return client.post(f"/api/hooks/{source.key}/", content, content_type="application/json", headers=headers)


def by_sha1(source, *, nonce="n1", secret="a secret of theirs", **more):
    query = {"timestamp": str(int(timezone.now().timestamp())), "nonce": nonce} | more
    query["signature"] = sha1_of(secret, query)
    return f"/api/hooks/{source.key}/?" + "&".join(f"{key}={value}" for key, value in query.items())


def said(number=1, text="The search finds nothing at all.", **more):
    return {"id": f"m{number}", "sender": "lin", "name": "Lin", "text": text} | more


@pytest.fixture
def posts(monkeypatch):
    """What leaves, and what the other side says to it: a status, or an error."""
    sent = []

    def take(url, *, body, headers, purpose):
        sent.append((url, body, headers))
        if isinstance(posts_say[0], Exception):
            raise posts_say[0]
        return posts_say[0]

    posts_say = [200]
    monkeypatch.setattr(outgoing, "post", take)
    return sent, posts_say


def test_the_signature_is_that_of_the_platforms_documents():
    query = {"timestamp": "1397022061823", "nonce": "57155157"}
    assert sha1_of("xyz123xyz", query) == "90e4c22c90a58f26526c2dd5b6c56c8822edeaa1"


def test_what_comes_in_is_a_ticket_goes_on_with_it_and_is_answered_by_the_way_it_came(client, mei, drain, posts):
    source = source_of()
    first = tell_us(client, source, said())
    ticket = Ticket.objects.get()
    assert (first.json(), ticket.channel, str(ticket.correspondent)) == ({"ticket": ticket.pk}, "webhook", "Lin (lin)")
    assert tell_us(client, source, said(2, "On the page of jobs, in Firefox.")).json() == {"ticket": ticket.pk}
    assert ticket.entries.filter(kind="comment").count() == 1

    answer_ticket(ticket_id=ticket.pk, operator=mei, body="It finds again. Thank you.")
    drain()
    assert send_due(now=timezone.now()) == 1
    assert send_due(now=timezone.now() + timedelta(days=1)) == 0
    ((url, body, headers),) = posts[0]
    assert url == "https://bridge.example/in"
    sent = json.loads(body)
    assert (sent["to"], sent["text"]) == ("lin", "It finds again. Thank you.")
    moment = headers["X-Rapport-Timestamp"]
    digest = hmac.new(b"a secret of theirs", f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["X-Rapport-Signature"] == f"sha256={digest}"
    # A bridge that brings our own words back says nothing new.
    assert tell_us(client, source, said(3, "It finds again. Thank you.")).json() == {"ticket": None}
    assert tell_us(client, source, said(4, "I am away until Monday.", automatic=True)).json() == {"ticket": None}
    assert Ticket.objects.count() == 1


def test_who_doesnt_know_the_secret_comes_late_or_twice_gets_nothing_new(client):
    source = source_of()
    assert tell_us(client, source, said(), secret="guessed").status_code == 403
    assert tell_us(client, source, said(), now=timezone.now() - timedelta(minutes=6)).status_code == 403
    changed = sign("a secret of theirs", json.dumps(said()).encode(), now=timezone.now())
    url, body = f"/api/hooks/{source.key}/", json.dumps(said(text="Pay me")).encode()
    assert client.post(url, body, content_type="application/json", headers=changed).status_code == 403
    assert client.post(f"/api/hooks/{uuid4()}/", body, content_type="application/json").status_code == 404
    assert not Ticket.objects.exists()

    twice = [tell_us(client, source, said()).json() for _time in range(2)]
    assert twice[0] == twice[1]
    assert Ticket.objects.get().entries.filter(kind="comment").count() == 0


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"id": 1}', b'{"id": "1", "sender": "", "text": "Hi"}', b"\xff"])
def test_what_isnt_a_message_is_refused_in_words(client, body):
    answer = tell_us(client, source_of(), body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unreadable_message")


@pytest.mark.parametrize("wrong", ["a\x00b", "a\ud800"])
def test_what_no_database_keeps_is_refused_wherever_it_stands(client, wrong):
    own, weibo = source_of(), source_of("weibo")
    answers = [tell_us(client, own, said() | {part: wrong}) for part in ("id", "sender", "name", "text")]
    message = {"type": "text", "sender_id": 7, "created_at": "then", "text": "The search finds nothing."}
    for part in ("sender_id", "text"):
        url = by_sha1(weibo, nonce=part)
        answers.append(client.post(url, json.dumps(message | {part: wrong}), content_type="application/json"))
    assert {(one.status_code, one.json()["errors"][0]["code"]) for one in answers} == {(400, "unreadable_message")}
    assert not Ticket.objects.exists()


def test_wechat_proves_the_address_and_brings_messages_whose_nonce_serves_once(client):
    source = source_of("wechat")
    proof = client.get(by_sha1(source, echostr="5836"))
    assert (proof.status_code, proof.content) == (200, b"5836")
    body = WECHAT.format(kind="text", text="找不到工作，搜索是空的。", number=7)
    url = by_sha1(source)
    for _twice in range(2):
        answer = client.post(url, body, content_type="text/xml")
        assert (answer.status_code, answer.content) == (200, b"success")
    ticket = Ticket.objects.get()
    assert (ticket.body, ticket.correspondent.language) == ("找不到工作，搜索是空的。", "zh-hans")
    # The signature doesn't cover the body: whoever saw one can't say anything else with it.
    forged = WECHAT.format(kind="text", text="把钱转给我", number=8)
    assert client.post(url, forged, content_type="text/xml").status_code == 409
    moment = str(int(timezone.now().timestamp()))
    seen = by_sha1(source, timestamp=moment, nonce="372623149")
    assert client.post(seen, body.replace("7</", "70</"), content_type="text/xml").status_code == 200
    # The same signature, with the first digits of the nonce as the moment's thousandths.
    divided = seen.replace(f"={moment}&nonce=372", f"={moment}372&nonce=")
    assert client.post(divided, forged, content_type="text/xml").status_code == 409
    bomb = '<!DOCTYPE x [<!ENTITY a "aa">]>' + WECHAT.format(kind="text", text="&a;", number=9)
    assert client.post(by_sha1(source, nonce="n2"), bomb, content_type="text/xml").status_code == 400
    event = WECHAT.format(kind="event", text="", number=10)
    assert client.post(by_sha1(source, nonce="n3"), event, content_type="text/xml").content == b"success"
    assert Ticket.objects.count() == 1


def encrypted_by_wechat(text: str, *, key: str = AES_KEY, app_id: str = "wx1f") -> str:
    """What WeChat makes of a message, by its document."""
    secret, words = b64decode(f"{key}="), text.encode()
    plain = b"r" * 16 + struct.pack(">I", len(words)) + words + app_id.encode()
    filling = 32 - len(plain) % 32
    cipher = Cipher(AES(secret), CBC(secret[:16])).encryptor()
    return b64encode(cipher.update(plain + bytes([filling]) * filling) + cipher.finalize()).decode()


def wrapped(sealed: str) -> str:
    return f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"


def tell_encrypted(client, source, sealed, *, nonce, signed=None, **more):
    moment = str(int(timezone.now().timestamp()))
    parts = sorted(["a secret of theirs", moment, nonce, sealed if signed is None else signed])
    digest = hashlib.sha1("".join(parts).encode()).hexdigest()
    url = by_sha1(source, nonce=nonce, timestamp=moment, encrypt_type="aes", msg_signature=digest)
    return client.post(url, more.get("body", wrapped(sealed)), content_type="text/xml")


def test_wechats_encrypted_messages_are_opened_and_none_in_the_clear_taken(client):
    source = source_of("wechat")
    source.app_id = "wx1f"
    source.put_aes_key(AES_KEY, now=timezone.now())
    source.save()
    assert client.get(by_sha1(source, echostr="5836")).content == b"5836"
    said = WECHAT.format(kind="text", text="找不到工作，搜索是空的。" * 9, number=7)
    for _twice in range(2):
        assert tell_encrypted(client, source, encrypted_by_wechat(said), nonce="e1").content == b"success"
    ticket = Ticket.objects.get()
    assert (ticket.body[:6], ticket.correspondent.handle) == ("找不到工作，", "o6_lin")

    sealed = encrypted_by_wechat(WECHAT.format(kind="text", text="把钱转给我", number=8))
    assert tell_encrypted(client, source, sealed, nonce="e2", signed="another").status_code == 403
    for number, body in enumerate((said, wrapped(""), WECHAT)):
        assert client.post(by_sha1(source, nonce=f"p{number}"), body, content_type="text/xml").status_code == 400
    for number, wrong in enumerate(
        ("AAAA", "ü", encrypted_by_wechat(said, app_id="wx2f"), encrypted_by_wechat(said, key=OTHER_KEY))
    ):
        assert tell_encrypted(client, source, wrong, nonce=f"w{number}").status_code == 400
    assert Ticket.objects.get().entries.filter(kind="comment").count() == 0

    # While WeChat changes the key, what it sealed with the former one is still opened.
    source.put_aes_key(OTHER_KEY, now=timezone.now())
    source.save()
    assert tell_encrypted(client, source, sealed, nonce="e3").content == b"success"
    WebhookSource.objects.update(former_aes_until=timezone.now())
    assert tell_encrypted(client, source, sealed, nonce="e4").status_code == 400


def test_weibo_is_read_by_its_own_form(client):
    source = source_of("weibo")
    body = {"type": "text", "receiver_id": "1", "sender_id": "24", "created_at": "Mon Jul 16", "text": "投递没反应"}
    answer = client.post(by_sha1(source), json.dumps(body), content_type="application/json")
    assert answer.content == b"success"
    assert Ticket.objects.get().correspondent.handle == "24"


def test_a_former_secret_opens_for_a_day(client):
    source = source_of()
    fresh = rotate_secret(source_id=str(source.pk))
    assert tell_us(client, source, said()).status_code == 200
    assert tell_us(client, source, said(2), secret=fresh).status_code == 200
    WebhookSource.objects.update(former_until=timezone.now())
    assert tell_us(client, source, said(3)).status_code == 403


def test_an_answer_that_nobody_takes_is_tried_again_and_then_goes_to_a_person(client, mei, drain, posts):
    source = source_of()
    tell_us(client, source, said())
    ticket = Ticket.objects.get()
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="It finds again.")
    drain()
    posts[1][0] = Unreachable()
    now = timezone.now()
    for number in range(MOST_TRIES + 2):
        send_due(now=now + timedelta(days=number))
    message = HookMessage.objects.get(is_ours=True)
    assert (len(posts[0]), message.tries, message.sent_at) == (MOST_TRIES, MOST_TRIES, None)
    ticket.refresh_from_db()
    assert ticket.needs_person
    assert "bridge.example" in ticket.entries.filter(kind="note").get().body


def test_what_waits_leaves_in_time_from_a_source_in_use_to_who_is_there_and_holds_up_no_other(
    client, mei, drain, posts, monkeypatch
):
    source = source_of()
    for number, sender in enumerate(("lin", "wu")):
        tell_us(client, source, said(number, sender=sender))
    broken, whole = Ticket.objects.order_by("pk")
    for ticket in (broken, whole):
        answer_ticket(ticket_id=ticket.pk, operator=mei, body="It finds again.")
    drain()
    monkeypatch.setattr(outgoing, "SHIFT_SECONDS", -1.0, raising=False)
    assert send_due(now=timezone.now()) == 0
    monkeypatch.setattr(outgoing, "SHIFT_SECONDS", 20.0)
    WebhookSource.objects.update(is_active=False)
    assert send_due(now=timezone.now()) == 0
    WebhookSource.objects.update(is_active=True)
    assert posts[0] == []

    words_about = outgoing.words_about
    monkeypatch.setattr(outgoing, "words_about", lambda ticket, about: words_about({whole: ticket}[ticket], about))
    assert send_due(now=timezone.now()) == 1
    late = HookMessage.objects.get(is_ours=True, ticket=broken)
    assert (late.tries, late.problem) == (1, "The answer couldn't be made.")
    monkeypatch.undo()
    erase_correspondent(correspondent=broken.correspondent)
    assert send_due(now=timezone.now() + timedelta(hours=1)) == 0
    late.refresh_from_db()
    assert late.given_up_at is not None


def test_operators_make_a_source_see_its_secret_once_and_what_went_wrong(mei, ana, sign_in):
    client = sign_in(mei)
    given = {"name": "WeChat", "format": "wechat", "reply_url": "https://bridge.example/in", "is_active": "on"}
    page = client.post("/admin/feedback/webhooksource/add/", given | {"reply_url": "http://10.0.0.1/x"})
    assert "An https address on the open internet." in page.content.decode()
    page = client.post("/admin/feedback/webhooksource/add/", given, follow=True).content.decode()
    source = WebhookSource.objects.get()
    (secret,) = source.secrets(now=timezone.now())
    assert f"The secret is {secret}." in page
    shown = client.get(f"/admin/feedback/webhooksource/{source.pk}/change/").content.decode()
    assert f"/api/hooks/{source.key}/" in shown
    assert secret not in shown
    assert (len(secret), secret.isalnum(), "former one" in page) == (32, True, False)

    change = f"/admin/feedback/webhooksource/{source.pk}/change/"
    for wrong in ({"app_id": "wx1f"}, {"aes_key": AES_KEY}, {"app_id": "wx1f", "aes_key": "short"}):
        client.post(change, given | wrong)
        assert not WebhookSource.objects.get().is_encrypted
    client.post(change, given | {"app_id": "wx1f", "aes_key": AES_KEY})
    source.refresh_from_db()
    assert source.aes_keys(now=timezone.now()) == [b64decode(f"{AES_KEY}=")]
    assert AES_KEY not in client.get(change).content.decode()

    # Weibo makes its secret itself: what it changed to is put here, and looking at the form changes nothing.
    rotate = f"/admin/feedback/webhooksource/{source.pk}/rotate/"
    client.get(rotate)
    client.post(rotate, {"_form_submitted": "on", "secret": "short"})
    source.refresh_from_db()
    assert source.secrets(now=timezone.now()) == [secret]
    client.post(rotate, {"_form_submitted": "on", "secret": "the app secret of Weibo"})
    source.refresh_from_db()
    assert source.secrets(now=timezone.now()) == ["the app secret of Weibo", secret]
    assert sign_in(ana).get("/admin/feedback/webhooksource/").status_code == 302


def test_a_source_that_brought_messages_stays(client, mei, sign_in):
    used, unused = source_of(), source_of()
    tell_us(client, used, said())
    for source, answer in ((used, 403), (unused, 302)):
        page = f"/admin/feedback/webhooksource/{source.pk}/delete/"
        assert sign_in(mei).post(page, {"post": "yes"}).status_code == answer
    assert WebhookSource.objects.get() == used


def test_a_call_is_written_down_as_a_ticket_of_the_caller_once(mei, sign_in):
    client = sign_in(mei)
    given = {"client_id": str(uuid4()), "caller": "Mr Gao", "spoken": "zh-hans", "words": "他打不开简历。"}
    refused = client.post("/admin/feedback/call/add/", given | {"phone": "call me"}).content.decode()
    assert "A telephone number has 5 to 15 digits." in refused
    assert "so that the caller can be answered" in client.post("/admin/feedback/call/add/", given).content.decode()
    for _twice in range(2):
        client.post("/admin/feedback/call/add/", given | {"phone": "+86 (10) 5555-0100"}, follow=True)
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.assigned_to, ticket.body) == ("call", mei, "他打不开简历。")
    assert Correspondent.objects.get().handle == "+861055550100"
    assert "Mr Gao" in client.get(f"/admin/feedback/desk/{ticket.pk}/change/").content.decode()


def test_a_caller_with_an_address_is_answered_by_letter_and_one_with_a_number_alone_is_not(mei, drain):
    given = {"operator": mei, "body": "I can't sign in.", "name": "Mr Gao", "language": "en"}
    written = log_call(**given, client_id=uuid4(), email="gao@mail.example", answer="Your address has two dots.")
    called = log_call(**given, client_id=uuid4(), phone="+861055550100", answer="Your address has two dots.")
    drain()
    Slot.objects.all().delete()
    send_letters()
    assert [letter.to for letter in mail.outbox] == [["gao@mail.example"]]
    assert "Your address has two dots." in mail.outbox[0].body
    for ticket in (written, called):
        ticket.refresh_from_db()
        assert (ticket.status, ticket.assigned_to) == ("answered", mei), "what was said at once counts"


def test_who_called_is_forgotten_with_the_note_of_the_call(mei):
    ticket = log_call(
        operator=mei, client_id=uuid4(), body="I can't sign in.", name="Mr Gao", language="en", phone="+861055550100"
    )
    assert "+861055550100" in ticket.entries.get(kind="note").body
    erase_correspondent(correspondent=ticket.correspondent)
    ticket.refresh_from_db()
    entries = list(ticket.entries.values("body", "facts"))
    left = f"{entries} {ticket.body} {list(Correspondent.objects.values())}"
    assert "5555" not in left
    assert "Gao" not in left
