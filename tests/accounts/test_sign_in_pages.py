"""Signing up, in and out, and finding back in: every page in both languages."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.core import mail
from django.core.cache import cache
from django.test import Client

from apps.accounts.models import User
from tests.people import PASSWORD

VISITOR_PAGES = [
    "/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/password/reset/key/1-nonsense/",
    "/account/confirm-email/",
    "/account/confirm-email/nonsense/",
    "/account/inactive/",
]
PERSON_PAGES = [
    "/account/email/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/logout/",
    "/settings/",
    "/notifications/",
]


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def answers() -> dict[str, str]:
    return {
        "role": "recruiter",
        "name": "Ben",
        "company_name": "Harbour Labs",
        "email": "Ben@Rapport.example",
        "password1": PASSWORD,
        "time_zone": "Europe/Berlin",
    }


def visible(html: str) -> str:
    """What a reader sees of a page, without the words that are meant to be in the other language."""
    html = re.sub(r'<(button|span|option)[^>]*lang="en"[^>]*>.*?</\1>', "", html, flags=re.S)
    html = re.sub(r"<(script|template|title)\b.*?</\1>", "", html, flags=re.S)
    return re.sub(r"<[^>]+>", " ", html)


@pytest.mark.parametrize("url", VISITOR_PAGES)
def test_visitors_pages_show_in_both_languages(client, db, url):
    for language, tag in (("en", "en"), ("zh-hans", "zh-Hans")):
        response = client.get(url, headers={"Accept-Language": language})
        assert response.status_code in (200, 404) if "nonsense" in url else response.status_code == 200
        assert f'<html lang="{tag}"' in response.content.decode()


@pytest.mark.parametrize("url", PERSON_PAGES)
def test_a_persons_pages_show_in_both_languages(ana, sign_in, url):
    for language, tag in (("en", "en"), ("zh-hans", "zh-Hans")):
        User.objects.filter(pk=ana.pk).update(language=language)
        response = sign_in(ana).get(url)
        assert response.status_code == 200
        assert f'<html lang="{tag}"' in response.content.decode()


def test_the_welcome_leads_to_sign_up_by_role(client, db):
    html = client.get("/").content.decode()
    assert "/account/signup/?role=candidate" in html
    page = client.get("/account/signup/?role=recruiter").content.decode()
    assert re.search(r'value="recruiter" required checked', page)


def test_somebody_signed_in_is_taken_to_their_work(ana, sign_in):
    assert sign_in(ana).get("/").status_code == 302


def test_a_recruiter_signs_up_with_a_company(client, db, answers):
    response = client.post("/account/signup/", answers, headers={"Accept-Language": "zh-CN"})
    assert response.status_code == 302
    ben = User.objects.get(email="ben@rapport.example")
    assert (ben.role, ben.name, ben.company.name) == ("recruiter", "Ben", "Harbour Labs")
    assert (ben.time_zone, ben.language) == ("Europe/Berlin", "zh-hans")
    assert not ben.is_staff


def test_a_recruiter_without_a_company_is_asked_for_it(client, db, answers):
    response = client.post("/account/signup/", answers | {"company_name": ""})
    assert "Tell candidates which company you hire for." in response.content.decode()
    assert not User.objects.exists()


def test_a_candidate_needs_no_company(client, db, answers):
    client.post("/account/signup/", answers | {"role": "candidate", "company_name": ""})
    assert User.objects.get().company is None


def test_nobody_signs_up_as_operator(client, db, answers):
    client.post("/account/signup/", answers | {"role": "operator", "is_staff": "1"})
    assert not User.objects.exists()


def test_where_addresses_are_verified_sign_up_doesnt_tell_who_is_here(client, ana, answers, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    taken = client.post("/account/signup/", answers | {"email": ana.email})
    assert taken.status_code == 302
    assert "already have an account" in mail.outbox[0].subject
    assert User.objects.count() == 1


def test_one_signs_in_with_address_and_password(client, ana):
    response = client.post("/account/login/", {"login": "ANA@rapport.example", "password": PASSWORD})
    assert response.status_code == 302
    assert client.get("/settings/").status_code == 200


def test_a_wrong_password_is_said_beside_the_form(client, ana):
    response = client.post("/account/login/", {"login": ana.email, "password": "wrong"})
    assert 'class="errorlist' in response.content.decode()


def test_a_forgotten_password_is_replaced_by_letter(client, ana):
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    client.post("/account/password/reset/", {"email": ana.email})
    [letter] = mail.outbox
    assert letter.alternatives[0].mimetype == "text/html"
    link = re.search(r"http://testserver(/\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    target = page.request["PATH_INFO"]
    done = client.post(target, {"password1": "a-new-good-one", "password2": "a-new-good-one"}, follow=True)
    assert "Your password is changed" in done.content.decode()
    ana.refresh_from_db()
    assert ana.check_password("a-new-good-one")


def test_an_unknown_address_hears_the_same(client, ana):
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    known = client.post("/account/password/reset/", {"email": ana.email}, follow=True)
    unknown = client.post("/account/password/reset/", {"email": "nobody@rapport.example"}, follow=True)
    assert visible(known.content.decode()) == visible(unknown.content.decode())


def test_signing_out_needs_a_click(ana, sign_in):
    client = sign_in(ana)
    client.get("/account/logout/")
    assert client.get("/settings/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/settings/").status_code == 302


def test_what_doesnt_exist_says_so(client, db):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "nothing at this address" in response.content.decode()


def test_the_style_guide_is_for_staff(ana, olga, client, sign_in):
    ana.is_staff = True
    ana.save()
    assert sign_in(ana).get("/style/").status_code == 200
    assert sign_in(olga).get("/style/").status_code == 404
    assert client.get("/style/").status_code == 404


def test_a_stale_form_is_explained(ana):
    response = Client(enforce_csrf_checks=True).post("/settings/language/", {"language": "en"})
    assert response.status_code == 403
    assert "open for too long" in response.content.decode()


def test_accounts_elsewhere_have_a_page_once_there_is_something_to_sign_in_with(
    ana: User, sign_in, monkeypatch, settings
):
    page = "/account/3rdparty/"
    assert sign_in(ana).get(page).status_code == 404
    settings.OPENID_NAME = "Harbour Labs"
    app = SocialApp(provider="openid_connect", provider_id="company", name="Harbour Labs", client_id="rapport")
    monkeypatch.setattr(OpenIDConnectProvider, "get_login_url", lambda self, request, **more: "/elsewhere/")
    monkeypatch.setattr(
        DefaultSocialAccountAdapter, "list_providers", lambda self, request: [OpenIDConnectProvider(request, app=app)]
    )
    assert "/elsewhere/" in sign_in(ana).get(page).content.decode()
    assert Client().get(page).headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("page", ["login/", "signup/", "logout/", "password/reset/"])
@pytest.mark.parametrize("place", ["http://[::1", "http://[x]/", "//[", "https://]["])
def test_what_is_no_address_at_all_leads_nowhere(client, sign_in, ana, page: str, place: str):
    person = sign_in(ana) if page == "logout/" else client
    for answer in (
        person.get(f"/account/{page}", {"next": place}),
        person.post(f"/account/{page}", {"next": place, "email": ana.email, "login": ana.email, "password": PASSWORD}),
    ):
        assert answer.status_code in (200, 302)
        assert "[" not in answer.headers.get("Location", "")
