"""API clients sign in, learn who they are, and sign out."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from knox.models import AuthToken
from rest_framework.test import APIClient

from apps.realtime import credentials
from tests.people import PASSWORD

TOKEN = "/api/v1/auth/token/"
TICKET = "/api/v1/auth/socket-ticket/"
ME = "/api/v1/me/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def api() -> APIClient:
    return APIClient()


def with_token(api: APIClient, email: str) -> APIClient:
    token = api.post(TOKEN, {"email": email, "password": PASSWORD}).json()["token"]
    api.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return api


def test_address_and_password_give_a_token(api, ana):
    answer = api.post(TOKEN, {"email": "ANA@rapport.example", "password": PASSWORD})
    assert answer.status_code == 201
    assert set(answer.json()) == {"token", "expiry"}
    api.credentials(HTTP_AUTHORIZATION=f"Token {answer.json()['token']}")
    assert api.get(ME).json()["email"] == "ana@rapport.example"


def test_nobody_learns_which_addresses_exist(api, ana):
    wrong = api.post(TOKEN, {"email": ana.email, "password": "not-the-password"})
    unknown = api.post(TOKEN, {"email": "nobody@rapport.example", "password": "not-the-password"})
    ana.is_active = False
    ana.save()
    closed = api.post(TOKEN, {"email": ana.email, "password": PASSWORD})
    assert wrong.status_code == unknown.status_code == closed.status_code == 400
    assert wrong.json() == unknown.json() == closed.json()
    assert wrong.json()["errors"][0]["code"] == "wrong_credentials"


def test_guessing_one_address_is_stopped_even_with_the_right_password(api, ana, ben):
    for _guess in range(5):
        api.post(TOKEN, {"email": ana.email, "password": "guess"})
    refused = api.post(TOKEN, {"email": ana.email, "password": PASSWORD})
    assert refused.status_code == 429
    assert refused.json()["errors"][0]["code"] == "rate_limited"
    assert int(refused["Retry-After"]) > 0
    assert api.post(TOKEN, {"email": ben.email, "password": PASSWORD}).status_code == 201


def test_guessing_many_addresses_from_one_place_is_stopped(api, ana):
    for number in range(10):
        api.post(TOKEN, {"email": f"someone{number}@rapport.example", "password": "guess"})
    assert api.post(TOKEN, {"email": ana.email, "password": PASSWORD}).status_code == 429


def test_a_mandatory_verification_holds_here_too(api, ana, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    refused = api.post(TOKEN, {"email": ana.email, "password": PASSWORD})
    assert refused.json()["errors"][0]["code"] == "wrong_credentials"
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    assert api.post(TOKEN, {"email": ana.email, "password": PASSWORD}).status_code == 201


def test_a_revoked_token_is_worth_nothing(api, ana):
    api = with_token(api, ana.email)
    assert api.delete(TOKEN).status_code == 204
    assert api.get(ME).status_code == 401


def test_the_oldest_token_makes_room(api, ana, settings):
    for _number in range(50):
        AuthToken.objects.create(user=ana)
    with_token(api, ana.email)
    assert AuthToken.objects.filter(user=ana).count() == 50


def test_a_ticket_opens_one_socket(api, ana):
    answer = with_token(api, ana.email).post(TICKET)
    assert answer.status_code == 201
    assert answer.json()["expires_in"] == 60
    assert credentials.from_ticket(answer.json()["ticket"]).user_id == ana.pk
    assert credentials.from_ticket(answer.json()["ticket"]) is None


def test_visitors_get_no_ticket(api, db):
    assert api.post(TICKET).status_code == 401


def test_me_can_be_changed_in_part(api, ana):
    api = with_token(api, ana.email)
    answer = api.patch(ME, {"headline": "会 Python", "is_invisible": True})
    assert answer.json()["headline"] == "会 Python"
    ana.refresh_from_db()
    assert ana.is_invisible
    assert ana.name == "Ana"


def test_me_says_what_was_wrong(api, ana):
    answer = with_token(api, ana.email).patch(ME, {"time_zone": "Moon/Base"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "time_zone"


def test_me_cannot_be_promoted(api, ana):
    with_token(api, ana.email).patch(ME, {"role": "operator", "is_staff": True, "email": "root@rapport.example"})
    ana.refresh_from_db()
    assert (ana.role, ana.is_staff, ana.email) == ("candidate", False, "ana@rapport.example")


def test_errors_have_the_one_form(api, db):
    answer = api.post(TOKEN, {"email": "no address"})
    assert answer.status_code == 400
    assert answer.json()["type"] == "validation_error"
    assert {error["attr"] for error in answer.json()["errors"]} == {"email", "password"}


def test_an_unknown_address_of_the_api_answers_in_its_form(api, db):
    answer = api.get("/api/v1/nowhere/")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "not_found"
