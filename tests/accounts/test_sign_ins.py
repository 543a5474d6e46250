"""Where a person is signed in: seen and ended by them alone, on the page and through the API."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from knox.models import get_token_model

from apps.accounts.models import User
from apps.accounts.sessions.devices import device_words
from apps.accounts.sessions.services import MOST_SESSIONS
from apps.accounts.sessions.tasks import forget_sign_ins
from tests.people import PASSWORD, OperatorFactory

pytestmark = pytest.mark.django_db
PAGE = "/settings/sign-ins/"
END = "/settings/sign-ins/end/"
API = "/api/v1/me/sign-ins/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def by_password(person: User, user_agent: str = FIREFOX, address: str = "203.0.113.7") -> Client:
    client = Client(headers={"user-agent": user_agent}, REMOTE_ADDR=address)
    answer = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def with_token(person: User) -> Client:
    _token, key = get_token_model().objects.create(user=person)
    return Client(headers={"authorization": f"Token {key}"})


def test_the_page_names_each_browser_and_program_and_its_place(ana):
    by_password(ana)
    with_token(ana)
    here = by_password(ana, user_agent="curl/8.0", address="198.51.100.4")
    html = here.get(PAGE).content.decode()
    for words in ("Firefox · Windows", "203.0.113.7", "curl", "198.51.100.4", "Program with a token", "This one"):
        assert words in html
    assert html.count(">End<") == 2
    assert PAGE in here.get("/settings/").content.decode()


def test_it_speaks_chinese(ana, sign_in):
    User.objects.filter(pk=ana.pk).update(language="zh-hans")
    assert "登录位置" in sign_in(ana).get(PAGE).content.decode()


@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize("kind", ["session", "token"])
def test_ending_one_ends_it_and_no_other(ana, sign_in, door: str, kind: str):
    lost, kept = (by_password(ana), with_token(ana)) if kind == "session" else (with_token(ana), by_password(ana))
    here = sign_in(ana)
    wanted = next(one for one in here.get(API).json() if one["kind"] == kind and not one["is_current"])
    if door == "page":
        assert here.post(END, {"id": wanted["id"]}).status_code == 302
    else:
        assert here.delete(f"{API}{wanted['id']}/").status_code == 204
    assert lost.get("/api/v1/me/").status_code in (401, 403)
    assert kept.get("/api/v1/me/").status_code == 200
    assert here.get("/api/v1/me/").status_code == 200


@pytest.mark.parametrize("door", ["page", "api"])
def test_all_others_end_at_once_and_this_one_stays(ana, olga, sign_in, door: str):
    others = [by_password(ana), with_token(ana), sign_in(ana)]
    here, stranger = sign_in(ana), sign_in(olga)
    if door == "page":
        assert "3 sign-ins ended" in here.post(END, {"others": "1"}, follow=True).content.decode()
    else:
        assert here.delete(API).json() == {"ended": 3}
    assert {client.get("/api/v1/me/").status_code for client in others} <= {401, 403}
    assert here.get(PAGE).status_code == 200
    assert stranger.get(PAGE).status_code == 200


def test_a_program_sees_itself_as_the_current_one(ana):
    client = with_token(ana)
    by_password(ana)
    assert [one["is_current"] for one in client.get(API).json()] == [True, False]
    assert client.delete(API).json() == {"ended": 1}
    assert client.get("/api/v1/me/").status_code == 200


def test_the_outsider_neither_sees_nor_ends_them(ana, olga, sign_in):
    hers = by_password(ana)
    wanted = hers.get(API).json()[0]["id"]
    client = sign_in(olga)
    assert wanted not in {one["id"] for one in client.get(API).json()}
    assert client.delete(f"{API}{wanted}/").status_code == 404
    assert client.post(END, {"id": wanted}).status_code == 404
    assert hers.get(PAGE).status_code == 200
    for nonsense in ("", "session-", "session-x", "token-", "1", "session-99999999999999999999"):
        assert client.post(END, {"id": nonsense}).status_code == 404


def test_neither_key_nor_digest_is_told(ana, sign_in):
    client = sign_in(ana)
    with_token(ana)
    told = client.get(API).content.decode() + client.get(PAGE).content.decode()
    assert Session.objects.get().session_key not in told
    assert get_token_model().objects.get().digest not in told


def test_a_session_is_seen_again_after_an_hour_and_not_with_every_page(ana, sign_in):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        client = sign_in(ana)
    for moment, hour in (("2026-03-02T10:59:00Z", 10), ("2026-03-02T11:01:00Z", 11)):
        with time_machine.travel(moment, tick=False):
            client.get(PAGE)
        assert UserSession.objects.get().last_seen_at.hour == hour


def test_the_fifty_first_session_ends_the_oldest(ana, sign_in):
    oldest = sign_in(ana)
    for _turn in range(MOST_SESSIONS):
        newest = sign_in(ana)
    assert oldest.get(PAGE).status_code == 302
    assert len(newest.get(API).json()) == MOST_SESSIONS


def test_what_has_ended_is_forgotten_with_its_place(ana, sign_in):
    ended, lasting = by_password(ana), sign_in(ana)
    Session.objects.filter(session_key=ended.session.session_key).update(expire_date=timezone.now())
    get_token_model().objects.create(user=ana)
    get_token_model().objects.update(expiry=timezone.now())
    forget_sign_ins()
    assert [row.session_key for row in UserSession.objects.all()] == [lasting.session.session_key]
    assert not get_token_model().objects.exists()


def test_no_place_is_left_of_sessions_that_a_new_password_ended(ana, olga, sign_in):
    for _turn in range(2):
        by_password(ana)
    theirs = sign_in(olga)
    ana.set_password("another-battery-altogether")
    ana.save()
    here = sign_in(ana)
    assert here.delete(API).json() == {"ended": 0}
    assert UserSession.objects.filter(user=ana).count() == 1
    assert theirs.get(PAGE).status_code == 200


def test_an_operator_ends_all_of_a_person_s_sign_ins(ana, sign_in):
    hers, token = by_password(ana), with_token(ana)
    console = sign_in(OperatorFactory(is_superuser=True))
    console.post("/admin/accounts/user/", {"action": "end_sign_ins", "_selected_action": [ana.pk]})
    assert hers.get(PAGE).status_code == 302
    assert token.get("/api/v1/me/").status_code == 401
    assert console.get("/admin/").status_code == 200


def test_query_count_doesn_t_grow_with_the_sign_ins(ana, sign_in, django_assert_max_num_queries):
    client = sign_in(ana)
    for _turn in range(12):
        sign_in(ana)
        with_token(ana)
    with django_assert_max_num_queries(12):
        client.get(PAGE)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (FIREFOX, "Firefox · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile MicroMessenger/8.0", "WeChat · Android"),
        ("curl/8.0", "curl"),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_its_person_calls_it(header: str, words: str):
    assert device_words(header) == words


def test_another_address_takes_the_password_and_the_former_one_hears_of_it(ana: User, sign_in):
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    client, page, other = sign_in(ana), "/account/email/", "other@elsewhere.example"
    assert "/account/reauthenticate/" in client.post(page, {"action_add": "1", "email": other}).headers["Location"]
    assert not EmailAddress.objects.filter(email=other).exists()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post(page, {"action_add": "1", "email": other})
    EmailAddress.objects.filter(email=other).update(verified=True)
    client.post(page, {"action_primary": "1", "email": other})
    assert (mail.outbox[-1].to, other in mail.outbox[-1].body) == ([ana.email], True)
    assert User.objects.get(pk=ana.pk).email == other
