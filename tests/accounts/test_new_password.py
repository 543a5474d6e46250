"""A new password ends every token and every other session, through whichever door it is set."""

import re
from collections.abc import Callable
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client
from knox.models import get_token_model

from apps.accounts.models import User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "another-battery-altogether"


def on_the_page(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert answer.status_code == 302
    return client


def by_the_link(person: User) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": person.email})
    link = re.search(r"http://\S+?(/account/password/reset/key/\S+)", mail.outbox[-1].body)
    assert link
    form = client.get(link[1], follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302


def by_an_operator(person: User) -> None:
    with patch("getpass.getpass", return_value=NEW):
        call_command("changepassword", person.email)


DOORS: dict[str, Callable[[User], Client | None]] = {
    "page": on_the_page,
    "link": by_the_link,
    "operator": by_an_operator,
}


@pytest.mark.parametrize("door", DOORS)
def test_it_ends_all_tokens_and_all_other_sessions(ana: User, olga: User, sign_in, drain, door: str):
    _token, key = get_token_model().objects.create(user=ana)
    _other, others_key = get_token_model().objects.create(user=olga)
    elsewhere, by_token = sign_in(ana), Client(headers={"authorization": f"Token {key}"})
    assert (elsewhere.get("/settings/").status_code, by_token.get("/api/v1/me/").status_code) == (200, 200)
    here = DOORS[door](ana)
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert by_token.get("/api/v1/me/").status_code == 401
    assert elsewhere.get("/settings/").status_code == 302
    if here:
        assert here.get("/settings/").status_code == 200
    assert Client(headers={"authorization": f"Token {others_key}"}).get("/api/v1/me/").status_code == 200
    drain()
    assert ana.notifications.filter(facts__change="password").exists() == (door != "operator")


def test_what_isn_t_a_new_password_ends_nothing(ana: User):
    _token, key = get_token_model().objects.create(user=ana)
    ana.headline = "Nurse"
    ana.save()
    ana.check_password(PASSWORD)
    assert Client(headers={"authorization": f"Token {key}"}).get("/api/v1/me/").status_code == 200


def test_an_address_that_somebody_added_finds_nobody_back_in(ana: User, olga: User):
    """They had the password and a session, and the owner has found back by a letter."""
    added, other = "mallory@elsewhere.example", "olga@elsewhere.example"
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    EmailAddress.objects.create(user=ana, email=added, verified=True)
    EmailAddress.objects.create(user=olga, email=other, verified=True)
    Client().post("/account/password/reset/", {"email": added})
    assert mail.outbox[-1].to == [ana.email]
    by_the_link(ana)
    assert set(EmailAddress.objects.values_list("email", flat=True)) == {ana.email, other, olga.email}
    mail.outbox.clear()
    Client().post("/account/password/reset/", {"email": added})
    assert [letter.to for letter in mail.outbox if "reset/key" in letter.body] == []
    client = Client()
    client.post("/account/login/", {"login": added, "password": NEW})
    assert client.get("/settings/").status_code == 302
