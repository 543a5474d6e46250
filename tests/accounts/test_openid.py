"""Signing in with an account of another service: whom it lets in, whom it asks first, and what it must not open."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from apps.accounts.models import Consent, User
from apps.accounts.privacy.registry import owners
from tests.accounts.openid import FakeService, fake_service
from tests.people import PASSWORD, OperatorFactory

pytestmark = pytest.mark.django_db
LOGIN, SIGN_UP, JOINED = "/account/login/", "/account/3rdparty/signup/", "/account/3rdparty/"
BEGIN, CALLBACK = "/account/oidc/sign-in/login/", "/account/oidc/sign-in/login/callback/"


@pytest.fixture
def service(settings: Any) -> Iterator[FakeService]:
    cache.clear()
    with fake_service() as service:
        app = {
            "provider_id": "sign-in",
            "name": "Harbour ID",
            "client_id": "rapport",
            "secret": "hush",
            "settings": {"server_url": service.url, "oauth_pkce_enabled": True},
        }
        settings.OPENID_NAME = "Harbour ID"
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield service


def says(service: FakeService, **claims: Any) -> None:
    service.claims = {"sub": "u-1", "name": "Ana Mora", "email_verified": True, **claims}


def go(client: Client, process: str = "login") -> HttpResponse:
    """From the button to the service and back with its code."""
    there = client.post(f"{BEGIN}?process={process}").headers["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    return client.get(CALLBACK, {"code": "once", "state": state}, follow=True)


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


@pytest.fixture
def confirmed(ana: User) -> User:
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    return ana


def test_without_a_service_there_is_no_button_no_door_and_no_page(client: Client, ana: User, sign_in):
    assert "oidc" not in client.get(LOGIN).content.decode()
    assert "3rdparty" not in sign_in(ana).get("/settings/").content.decode()
    for page in (BEGIN, CALLBACK):
        assert client.post(page).status_code == 404
    assert sign_in(ana).get(JOINED).status_code == 404


def test_the_button_leads_to_the_service_and_only_its_pages_let_a_form_go_there(service: FakeService, client: Client):
    page = client.get(LOGIN)
    assert "Sign in with Harbour ID" in page.content.decode()
    assert "form-action 'self' https:" in page.headers["Content-Security-Policy"]
    assert "form-action 'self';" in client.get("/").headers["Content-Security-Policy"] + ";"
    asked = parse_qs(urlsplit(client.post(f"{BEGIN}?process=login").headers["Location"]).query)
    assert (asked["client_id"], asked["code_challenge_method"]) == (["rapport"], ["S256"])
    assert client.get(BEGIN).status_code == 200  # a link of somebody else begins nothing
    assert "用 Harbour ID 登录" in client.get(LOGIN, headers={"Accept-Language": "zh-CN"}).content.decode()


def test_whoever_is_new_says_the_rest_and_is_in(service: FakeService, client: Client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    says(service, email="mora@rapport.example")
    page = go(client).content.decode()
    assert 'value="Ana Mora"' in page
    said = {"role": "candidate", "name": "Ana Mora", "email": "victim@rapport.example", "time_zone": "UTC"}
    client.post(SIGN_UP, said)
    person = User.objects.get()
    assert (person.email, person.role, person.has_usable_password()) == ("mora@rapport.example", "candidate", False)
    assert EmailAddress.objects.get(user=person).verified
    assert Consent.objects.filter(person=person).exists()
    assert is_in(client)
    assert service.asked[0]["client_secret"] == ["hush"]
    assert "code_verifier" in service.asked[0]
    again = Client()
    go(again)
    assert is_in(again)
    assert User.objects.count() == 1


def test_an_account_is_joined_where_both_sides_confirmed_its_address(service: FakeService, confirmed: User, drain):
    says(service, email=confirmed.email.upper())
    client = Client()
    go(client)
    assert is_in(client)
    assert SocialAccount.objects.get().user == confirmed
    assert confirmed.check_password(PASSWORD)
    drain()
    assert confirmed.notifications.filter(facts__change="joined").exists()


def shown(answer: HttpResponse) -> str:
    """Without the tokens that are drawn anew for each page."""
    return re.sub(r"[\w+/=-]{20,}", "", answer.content.decode())


@pytest.mark.parametrize("verified", [False, "false", None, "true"])
def test_an_unconfirmed_address_opens_nothing_and_tells_nobody_whether_it_is_taken(
    service: FakeService, confirmed: User, verified: Any
):
    says(service, email="free@rapport.example", email_verified=verified)
    free = Client()
    page = go(free)
    assert "That service confirms no address of yours" in page.content.decode()
    free.post(SIGN_UP, {"role": "candidate", "name": "Ana Mora", "time_zone": "UTC"})
    assert list(User.objects.all()) == [confirmed]
    says(service, email=confirmed.email, email_verified=verified)
    client = Client()
    taken = go(client)
    assert (shown(taken), taken.redirect_chain[-1]) == (shown(page), page.redirect_chain[-1])
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    client.post(LOGIN, {"login": confirmed.email, "password": PASSWORD})
    go(client, "connect")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert SocialAccount.objects.get().user == confirmed


def test_nothing_is_joined_to_an_account_whose_address_isnt_confirmed(service: FakeService, ana: User):
    says(service, email="mallory@rapport.example")
    client = Client()
    client.post(LOGIN, {"login": ana.email, "password": PASSWORD})
    assert "Confirm your address first" in go(client, "connect").content.decode()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert not SocialAccount.objects.exists()


def test_who_took_an_address_without_confirming_it_doesnt_get_its_owner(service: FakeService, ana: User):
    EmailAddress.objects.create(user=ana, email=ana.email, verified=False, primary=True)
    says(service, email=ana.email)
    client = Client()
    assert "Sign in to it, then join the two here" in go(client).content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "token", [{"aud": "somebody-else"}, {"iss": "https://elsewhere.example"}, {"exp": 1}, {"sub": "u-2"}], ids=str
)
def test_a_token_for_others_from_others_too_old_or_of_two_people_opens_nothing(
    service: FakeService, confirmed: User, token: dict[str, Any]
):
    says(service, email=confirmed.email)
    service.token, service.userinfo = token, dict(service.claims)
    client = Client()
    assert go(client).status_code == 401
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_answer_that_nobody_here_asked_for_opens_nothing(service: FakeService, confirmed: User):
    says(service, email=confirmed.email)
    there = Client().post(f"{BEGIN}?process=login").headers["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    victim = Client()
    assert victim.get(CALLBACK, {"code": "once", "state": state}).status_code == 401
    assert not is_in(victim)


def test_the_second_step_is_asked_for_here_too(service: FakeService, confirmed: User):
    Authenticator.objects.create(user=confirmed, type="totp", data={"secret": "x"})
    says(service, email=confirmed.email)
    client = Client()
    assert go(client).redirect_chain[-1][0] == "/account/2fa/authenticate/"
    assert not is_in(client)


def test_a_new_password_by_letter_parts_what_somebody_else_joined(service: FakeService, confirmed: User):
    SocialAccount.objects.create(user=confirmed, provider="sign-in", uid="mallory")
    says(service, email=confirmed.email)
    go(Client())
    Client().post("/account/password/reset/", {"email": confirmed.email})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    client, new = Client(), "another-battery-altogether"
    client.post(client.get(link, follow=True).redirect_chain[-1][0], {"password1": new, "password2": new})
    assert not SocialAccount.objects.exists()
    hers, other = Client(), Client()
    go(hers)
    says(service, sub="mallory", email="mallory@rapport.example")
    go(other)
    assert (is_in(hers), is_in(other)) == (True, False)


def test_a_closed_account_stays_closed(service: FakeService, confirmed: User):
    User.objects.filter(pk=confirmed.pk).update(is_active=False)
    says(service, email=confirmed.email)
    client = Client()
    go(client)
    assert not is_in(client)


def test_parting_needs_a_password_and_the_data_are_the_persons(service: FakeService, confirmed: User):
    says(service, email=confirmed.email)
    client = Client()
    go(client)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert "Harbour ID" in client.get(JOINED).content.decode()
    account = next(owner for owner in owners() if owner.key == "account")
    assert "u-1" in str(list(account.export(confirmed)["sign_ins_elsewhere"]))
    User.objects.filter(pk=confirmed.pk).update(password="!")
    client.force_login(User.objects.get(pk=confirmed.pk), backend="django.contrib.auth.backends.ModelBackend")
    assert "Set a password first" in client.post(JOINED, {"account": SocialAccount.objects.get().pk}).content.decode()
    account.erase(confirmed)
    assert not SocialAccount.objects.exists()


def test_an_operator_who_comes_by_the_service_has_three_codes_a_minute_mailed_too(service: FakeService, settings):
    settings.OPERATORS_NEED_SECOND_STEP = True
    operator = OperatorFactory(is_superuser=True)
    EmailAddress.objects.create(user=operator, email=operator.email, verified=True, primary=True)
    says(service, email=operator.email)
    answers = [go(Client()) for _turn in range(5)]
    assert [letter.to for letter in mail.outbox if "code" in letter.subject.lower()] == [[operator.email]] * 3
    for refused in answers[3:]:
        assert refused.status_code == 429
        assert "several codes within a minute" in refused.content.decode()
        assert not refused.wsgi_request.user.is_authenticated
