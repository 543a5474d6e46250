"""Signing in with a code beside the password: what it takes, what the password alone still opens, and a lost phone."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, TestCase
from knox.models import get_token_model

from apps.accounts.models import AccountClosure, User
from apps.accounts.privacy.services import close_account
from apps.accounts.sessions.selectors import sign_ins_of
from apps.events.models import OutboxEvent
from apps.notifications.channels.tasks import send_mail
from apps.notifications.deciding.services import mark_read
from apps.notifications.deciding.wording import words
from apps.realtime.credentials import from_sessions, from_ticket, from_tokens, still_valid
from apps.sealing import unseal
from tests.people import PASSWORD, OperatorFactory

pytestmark = pytest.mark.django_db
MAILED = "/account/login/code/confirm/"
LOGIN, STEP, TOKEN = "/account/login/", "/account/2fa/authenticate/", "/api/v1/auth/token/"
PEOPLE, CONSOLE_API = "/admin/accounts/user/", "/api/v1/incidents/"
OUTSIDE, HOME = "203.0.113.7", "198.51.100.4"


@pytest.fixture(autouse=True)
def _within_the_life_of_one_code() -> Iterator[None]:
    cache.clear()
    with time_machine.travel("2026-03-02T10:00:05Z", tick=False):
        yield


def secret_of(person: User) -> str:
    return str(unseal(Authenticator.objects.get(user=person, type="totp").data["secret"]))


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def again(client: Client) -> Client:
    """Whoever changes the safety of an account shows once more who they are."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def switch_on(client: Client) -> str:
    """As on the page; gives the secret that the app keeps."""
    page = again(client).get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)[1]
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert answer.headers["Location"] == "/account/2fa/recovery-codes/"
    return secret


def by_password(person: User, place: str = HOME) -> Client:
    client = Client(REMOTE_ADDR=place)
    assert client.post(LOGIN, {"login": person.email, "password": PASSWORD}).status_code == 302
    return client


def with_the_mailed_code(person: User) -> Client:
    """What an operator's first sign-in takes where the site wants the second step."""
    client = by_password(person)
    client.post(MAILED, {"code": re.search(r"^[B-Z]{4}-[B-Z]{4}$", mail.outbox[-1].body, re.M)[0]})
    return client


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def for_token(person: User, place: str = HOME, **more: str) -> Any:
    said = {"email": person.email, "password": PASSWORD, **more}
    return Client(REMOTE_ADDR=place).post(TOKEN, said, content_type="application/json")


@pytest.fixture
def protected(ana: User) -> User:
    switch_on(by_password(ana))
    cache.clear()
    return ana


def test_the_password_alone_opens_nothing(protected: User):
    client = by_password(protected)
    assert not is_in(client)
    assert client.get("/api/v1/me/").status_code in (401, 403)
    assert client.post("/api/v1/auth/socket-ticket/").status_code in (401, 403)
    assert client.get("/account/2fa/recovery-codes/").status_code == 302
    assert client.get("/account/2fa/totp/deactivate/").status_code == 302
    assert client.post(STEP, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    client.post(STEP, {"code": code_now(secret_of(protected))})
    assert is_in(client)


def test_a_code_works_once(protected: User):
    first, second = by_password(protected), by_password(protected)
    code = code_now(secret_of(protected))
    first.post(STEP, {"code": code})
    second.post(STEP, {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_recovery_codes_are_shown_once_and_each_works_once(ana: User):
    client = by_password(ana)
    switch_on(client)
    page = "/account/2fa/recovery-codes/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get(page).content.decode())
    assert len(set(codes)) == 10
    assert not re.search(r"\d{8}", re.sub(r"<head>.*?</head>", "", client.get(page).content.decode(), flags=re.S))
    assert client.get(f"{page}download/").status_code == 403
    for expected in (True, False):
        other = by_password(ana)
        other.post(STEP, {"code": codes[0]})
        assert is_in(other) is expected


def test_switching_it_on_ends_what_the_password_alone_had_opened(ana: User, olga: User, sign_in):
    elsewhere, stranger, here = by_password(ana), sign_in(olga), by_password(ana)
    _token, key = get_token_model().objects.create(user=ana)
    switch_on(here)
    assert (is_in(elsewhere), is_in(here), is_in(stranger)) == (False, True, True)
    assert Client(headers={"authorization": f"Token {key}"}).get("/api/v1/me/").status_code == 401


def test_a_program_needs_the_code_too(protected: User):
    without = for_token(protected)
    assert (without.status_code, without.json()["errors"][0]["code"]) == (400, "second_step_needed")
    assert for_token(protected, code="123456").json()["errors"][0]["code"] == "wrong_code"
    code = code_now(secret_of(protected))
    assert for_token(protected, code=code).status_code == 201
    assert for_token(protected, code=code).status_code == 400
    assert get_token_model().objects.filter(user=protected).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_that_comes_six_times_at_once_opens_once(protected: User):
    [code, *_rest] = Authenticator.objects.get(user=protected, type="recovery_codes").wrap().generate_codes()

    def come(number: int) -> int:
        try:
            return int(for_token(protected, place=f"203.0.113.{number}", code=code).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as doors:
        assert sorted(doors.map(come, range(6))) == [201, *[400] * 5]


def test_guessing_codes_stops_everywhere_and_a_new_password_gives_the_owner_back_theirs(protected: User, drain):
    for guess in range(26):
        for_token(protected, place=f"203.0.113.{guess}", code="000000")
    assert for_token(protected, place=OUTSIDE, code=code_now(secret_of(protected))).status_code == 400
    assert 1 <= OutboxEvent.objects.filter(payload__change="guessed").count() < 5
    drain()
    told = protected.notifications.filter(facts__change="guessed").first()
    assert "again and again" in words(told, language="en")[1]
    protected.set_password(PASSWORD)
    protected.save()
    assert for_token(protected, place=OUTSIDE, code=code_now(secret_of(protected))).status_code == 201


def test_a_full_place_tells_nobody_that_they_are_guessed_at(protected: User, drain):
    client = by_password(protected)
    client.post(STEP, {"code": "000000"})
    for number in range(10):
        Client(REMOTE_ADDR=HOME).post(LOGIN, {"login": f"person{number}@rapport.example", "password": "guess"})
    for _try in range(6):
        client.post(STEP, {"code": code_now(secret_of(protected))})
    assert not is_in(client)
    drain()
    assert not protected.notifications.filter(facts__change="guessed").exists()


def test_who_sits_at_the_session_cant_keep_the_letter_about_it_from_its_owner(ana: User, drain):
    client = by_password(ana)
    switch_on(client)
    drain()
    assert mark_read(person=ana)
    send_mail()
    assert "asks for a code now" in mail.outbox[-1].body


def test_who_doesnt_know_the_password_locks_nobody_out_of_the_second_step(protected: User):
    for _guess in range(12):
        Client(REMOTE_ADDR=OUTSIDE).post(LOGIN, {"login": protected.email, "password": "guess"})
        Client(REMOTE_ADDR=OUTSIDE).post(STEP, {"code": "000000"})
    client = by_password(protected)
    client.post(STEP, {"code": code_now(secret_of(protected))})
    assert is_in(client)


def test_a_forgotten_password_is_no_way_around(protected: User):
    Client().post("/account/password/reset/", {"email": protected.email})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-battery", "password2": "another-battery"}, follow=True)
    assert not is_in(client)
    client.post(LOGIN, {"login": protected.email, "password": "another-battery"})
    assert not is_in(client)


def test_the_password_alone_doesnt_open_a_closed_account_again(protected: User):
    close_account(person=protected, password=PASSWORD)
    client = by_password(protected)
    for_token(protected)
    assert AccountClosure.objects.filter(person=protected).exists()
    client.post(STEP, {"code": code_now(secret_of(protected))})
    assert is_in(client)
    assert not AccountClosure.objects.filter(person=protected).exists()


def test_what_codes_are_made_from_is_sealed(protected: User, settings):
    assert secret_of(protected) not in str(Authenticator.objects.values_list("data"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    for_token(protected, code=code_now(""))
    assert for_token(protected, code=code_now("")).json()["errors"][0]["code"] == "wrong_code"


def test_each_change_is_told_by_letter_whatever_one_chose(protected: User, drain):
    User.objects.filter(pk=protected.pk).update(email_notifications=False, language="zh-hans")
    drain()
    send_mail()
    assert "现在登录要验证码" in mail.outbox[-1].body


def test_support_resets_a_members_step_with_a_reason_and_no_operators(protected: User, ben: User, sign_in):
    support = OperatorFactory(name="Irene")
    support.groups.add(Group.objects.get(name="support"))
    colleague = OperatorFactory()
    Authenticator.objects.create(user=colleague, type="totp", data={"secret": "x"})
    client = sign_in(support)
    asked = {"action": "reset_second_steps", "_selected_action": [protected.pk, colleague.pk, ben.pk]}
    client.post(PEOPLE, asked)
    assert Authenticator.objects.filter(user=protected).exists()
    client.post(PEOPLE, asked | {"reason": "Showed her badge"})
    client.post(PEOPLE, asked | {"reason": "Twice"})
    assert list(Authenticator.objects.values_list("user", flat=True)) == [colleague.pk]
    entry = User.history.filter(id=protected.pk).first()
    assert (entry.history_change_reason, entry.history_user) == ("Showed her badge", support)
    assert is_in(by_password(protected))

    sign_in(OperatorFactory(is_superuser=True)).post(
        PEOPLE, {"action": "reset_second_steps", "_selected_action": [colleague.pk], "reason": "New phone"}
    )
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("group", ["content", "incentives", "analyst"])
def test_no_other_group_resets_it(protected: User, sign_in, group: str):
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name=group))
    chosen = {"action": "reset_second_steps", "_selected_action": [protected.pk], "reason": "Because"}
    sign_in(operator).post(PEOPLE, chosen)
    assert Authenticator.objects.filter(user=protected, type="totp").exists()


def test_the_last_superuser_is_helped_on_the_machine(protected: User):
    call_command("reset_second_step", protected.email.upper())
    assert is_in(by_password(protected))
    with pytest.raises(CommandError):
        call_command("reset_second_step", protected.email)


def test_an_operator_sets_it_up_before_anything_else_opens(settings):
    settings.OPERATORS_NEED_SECOND_STEP = True
    operator = OperatorFactory(is_superuser=True)
    client = with_the_mailed_code(operator)
    for page in ("/admin/", PEOPLE, "/inbox/", "/style/", "/metrics"):
        assert client.get(page).headers["Location"] == "/account/2fa/?needed=1"
    part = client.get(PEOPLE, headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (200, "/account/2fa/?needed=1")
    assert client.get("/api/v1/me/").json()["errors"][0]["code"] == "second_step_missing"
    assert "Operators sign in in two steps here" in client.get("/account/2fa/?needed=1").content.decode()
    switch_on(client)
    assert client.get("/admin/").status_code == 200


def test_who_has_learnt_an_operators_password_doesnt_set_it_up_with_a_phone_of_theirs(settings, ben: User):
    operator = OperatorFactory(is_superuser=True)
    EmailAddress.objects.create(user=operator, email="mallory@elsewhere.example", verified=False)
    settings.OPERATORS_NEED_SECOND_STEP = True
    for address in (operator.email, "mallory@elsewhere.example"):
        client = Client()
        assert client.post(LOGIN, {"login": address, "password": PASSWORD}).headers["Location"] == MAILED
        assert mail.outbox[-1].to == [operator.email]
        assert "输入我们刚发给你的验证码" in client.get(MAILED, headers={"Accept-Language": "zh-CN"}).content.decode()
        for _guess in range(3):
            client.post(MAILED, {"code": "BBBB-BBBB"})
        assert not client.session.get("_auth_user_id")
        assert client.get(MAILED).status_code == 302
    assert is_in(by_password(ben))
    EmailAddress.objects.filter(verified=False).delete()
    switch_on(with_the_mailed_code(operator))


@pytest.mark.parametrize("page", ["email/", "2fa/totp/activate/", "password/change/"])
def test_who_sits_at_an_old_session_of_an_operator_changes_nothing_about_the_account(settings, page: str):
    operator = OperatorFactory(is_superuser=True)
    client = again(by_password(operator))
    settings.OPERATORS_NEED_SECOND_STEP = True
    assert client.get("/account/logout/").status_code == 200
    answer = client.post(f"/account/{page}", {"action_add": "", "email": "mallory@elsewhere.example"})
    assert answer.headers["Location"].startswith(f"{LOGIN}?next=/account/2fa/")
    assert not client.session.get("_auth_user_id")
    assert not EmailAddress.objects.filter(user=operator, email__contains="mallory").exists()


def test_three_codes_a_minute_are_mailed_and_no_fourth(settings):
    settings.OPERATORS_NEED_SECOND_STEP = True
    operator = OperatorFactory(is_superuser=True)
    for _turn in range(3):
        by_password(operator)
    answer = Client().post(LOGIN, {"login": operator.email, "password": PASSWORD})
    assert (answer.status_code, len(mail.outbox)) == (429, 3)
    assert "several codes within a minute" in answer.content.decode()


def test_an_operator_without_it_gets_no_token_and_an_old_one_does_nothing(settings, ben: User):
    operator = OperatorFactory(is_superuser=True)
    _token, key = get_token_model().objects.create(user=operator)
    program = Client(headers={"authorization": f"Token {key}"})
    assert program.get(CONSOLE_API).status_code == 200
    settings.OPERATORS_NEED_SECOND_STEP = True
    assert program.get(CONSOLE_API).status_code == 403
    assert for_token(operator).json()["errors"][0]["code"] == "second_step_missing"
    assert for_token(ben).status_code == 201


def test_not_even_what_every_member_may_opens_to_an_operator_without_it(settings, ben: User):
    by_session = by_password(ben)
    _token, key = get_token_model().objects.create(user=ben)
    by_token = Client(headers={"authorization": f"Token {key}"})
    tickets = [client.post("/api/v1/auth/socket-ticket/").json()["ticket"] for client in (by_session, by_token)]
    session = by_session.session.session_key
    assert set(from_sessions([session])) | set(from_tokens([f"Token {key}"])) == {session, f"Token {key}"}
    opened = {*from_sessions([session]).values(), *from_tokens([f"Token {key}"]).values()}
    assert still_valid(opened) == opened

    settings.OPERATORS_NEED_SECOND_STEP = True
    User.objects.filter(pk=ben.pk).update(is_staff=True)
    for client in (by_session, by_token):
        for answer in (client.get("/api/v1/me/"), client.post("/api/v1/auth/socket-ticket/")):
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "second_step_missing")
    assert not from_sessions([session])
    assert not from_tokens([f"Token {key}"])
    assert not any(from_ticket(ticket) for ticket in tickets)
    assert not still_valid(opened)
    assert [one.is_current for one in sign_ins_of(ben, current_key=session)] == [True, False]

    client = with_the_mailed_code(ben)
    switch_on(client)
    assert client.get("/api/v1/me/").status_code == 200
    assert set(from_sessions([client.session.session_key]))


def test_the_console_says_how_many_go_without(sign_in, settings):
    page = sign_in(OperatorFactory(is_superuser=True)).get("/admin/").content.decode()
    assert "Operators without a code beside their password: 1." in page
    settings.OPERATORS_NEED_SECOND_STEP = False
    assert "accounts.W001" in {found.id for found in run_checks(include_deployment_checks=True)}
    settings.OPERATORS_NEED_SECOND_STEP = True
    assert "accounts.W001" not in {found.id for found in run_checks(include_deployment_checks=True)}


@pytest.mark.parametrize(
    "page", ["", "totp/activate/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"]
)
def test_its_pages_speak_chinese(protected: User, ben: User, page: str):
    """But for names and what the browser's head says."""
    person = ben if page == "totp/activate/" else protected
    User.objects.filter(pk=person.pk).update(language="zh-hans")
    client = by_password(person)
    if person == protected:
        shown = client.get(STEP, headers={"Accept-Language": "zh-CN"}).content.decode()
        assert "第二步" in shown
        client.post(STEP, {"code": code_now(secret_of(protected))})
    main = re.search(r"<main.*?</main>", again(client).get(f"/account/2fa/{page}").content.decode(), re.S)[0]
    words = re.sub(r"<code.*?</code>|<[^>]+>", " ", main, flags=re.S)
    assert not re.search(r"[A-Za-z]{4,}", words), words
