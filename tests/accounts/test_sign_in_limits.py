"""Guessing passwords is slow from everywhere, and locks out nobody but the place that guesses."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.accounts.attempts.limits import ONE_ACCOUNT, ONE_PLACE_LONG, begin_attempt
from apps.accounts.models import SignInAttempt, User
from tests.people import PASSWORD

LOGIN, TOKEN = "/account/login/", "/api/v1/auth/token/"
OUTSIDE, HOME = "203.0.113.7", "198.51.100.4"


def by_page(email: str, password: str, place: str = OUTSIDE) -> bool:
    return Client(REMOTE_ADDR=place).post(LOGIN, {"login": email, "password": password}).status_code == 302


def by_token(email: str, password: str, place: str = OUTSIDE) -> bool:
    answer = Client(REMOTE_ADDR=place).post(
        TOKEN, {"email": email, "password": password}, content_type="application/json"
    )
    return answer.status_code == 201


@pytest.fixture(params=["page", "token"])
def enter(request: pytest.FixtureRequest, db: None):
    return by_page if request.param == "page" else by_token


@pytest.fixture(autouse=True)
def _without_a_cache(settings) -> None:
    """As when Redis is away: nothing that is kept in it is there."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def test_after_five_wrong_passwords_that_place_waits_although_there_is_no_cache(ana, enter):
    for _guess in range(5):
        assert not enter(ana.email, "guess")
    assert not enter(ana.email, PASSWORD)


def test_page_and_token_share_what_they_count(ana):
    for _guess in range(5):
        by_page(ana.email, "guess")
    assert not by_token(ana.email.upper(), PASSWORD)


def test_the_owner_gets_in_from_elsewhere_while_an_outsider_guesses(ana, enter):
    for _guess in range(20):
        enter(ana.email, "guess")
    assert enter(ana.email, PASSWORD, HOME)


def test_others_get_in_from_the_place_that_guessed_one_account(ana, ben, enter):
    for _guess in range(5):
        enter(ana.email, "guess")
    assert enter(ben.email, PASSWORD)


def test_a_place_that_guesses_many_accounts_waits(ana, enter):
    for number in range(10):
        enter(f"person{number}@rapport.example", "guess")
    assert not enter(ana.email, PASSWORD)
    assert enter(ana.email, PASSWORD, HOME)


def test_the_wait_ends_although_somebody_goes_on_trying(ana, enter):
    start = timezone.now()
    for minute in range(7):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            for _guess in range(6 if minute == 0 else 1):
                by_page(ana.email, "guess")
    assert SignInAttempt.objects.count() <= 7
    with time_machine.travel(start + timedelta(minutes=12), tick=False):
        assert by_page(ana.email, PASSWORD)


def test_right_passwords_count_for_nothing(ana, enter):
    for _turn in range(12):
        assert enter(ana.email, PASSWORD)
    assert not SignInAttempt.objects.exists()


def test_a_hundred_an_hour_are_enough_for_one_place(db):
    start = timezone.now()
    for number in range(ONE_PLACE_LONG[0]):
        assert begin_attempt(place=OUTSIDE, email=f"{number}@x", now=start + timedelta(seconds=20 * number))
    assert not begin_attempt(place=OUTSIDE, email="new@x", now=start + timedelta(minutes=40))
    assert begin_attempt(place=HOME, email="new@x", now=start + timedelta(minutes=40))


def test_one_household_is_one_place(db):
    for number in range(ONE_ACCOUNT[0]):
        assert begin_attempt(place=f"2001:db8:1:2::{number}", email="a@x", now=timezone.now())
    assert not begin_attempt(place="2001:db8:1:2:ffff::1", email="a@x", now=timezone.now())
    assert begin_attempt(place="2001:db8:1:3::1", email="a@x", now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_don_t_slip_through_together():
    passed: list[bool] = []

    def try_once() -> None:
        passed.append(begin_attempt(place=OUTSIDE, email="a@x", now=timezone.now()) is not None)
        connection.close()

    threads = [threading.Thread(target=try_once) for _turn in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 40
    assert sum(passed) <= ONE_ACCOUNT[0]


def test_asking_the_password_again_is_limited_too(ana: User, sign_in):
    client = sign_in(ana)
    for _guess in range(5):
        client.post("/account/reauthenticate/", {"password": "guess"})
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 200


def test_who_sits_at_the_session_doesnt_find_out_the_password_by_closing_the_account(ana: User, sign_in):
    here = sign_in(ana)

    def guess(number: int) -> int:
        body, keyed = {"password": f"guess {number}"}, {"Idempotency-Key": f"{number}"}
        return here.post("/api/v1/me/close/", body, content_type="application/json", headers=keyed).status_code

    assert [guess(number) for number in range(6)] == [400] * 5 + [429]
    page = here.post("/settings/data/close/", {"password": PASSWORD, "understood": "on"})
    assert (page.status_code, User.objects.get(pk=ana.pk).is_active) == (422, True)
    assert Client().post("/account/login/", {"login": ana.email, "password": PASSWORD}).status_code == 302
