"""Sign-up tells nobody who is here: what the page says and where it leads is the same for a taken address."""

import re

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from apps.accounts.models import User
from tests.accounts.test_sign_in_pages import visible
from tests.people import PASSWORD, OperatorFactory

pytestmark = pytest.mark.django_db
SIGN_UP = "/account/signup/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def sign_up(email: str, language: str = "en") -> tuple[list[tuple[str, int]], str]:
    """Where it leads, and what can be read there but for the address."""
    answers = {"role": "candidate", "name": "New", "email": email, "password1": PASSWORD}
    answer = Client(headers={"accept-language": language}).post(SIGN_UP, answers, follow=True)
    return answer.redirect_chain, visible(answer.content.decode()).replace(email.lower(), "…")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("verification", ["optional", "mandatory"])
def test_a_taken_address_and_a_new_one_see_the_same(ana, settings, verification: str, language: str):
    settings.ACCOUNT_EMAIL_VERIFICATION = verification
    new = sign_up("somebody-new@rapport.example", language)
    cache.clear()
    taken = sign_up(ana.email.upper(), language)
    assert new == taken
    assert len(new[0]) == 1
    assert User.objects.count() == 2


def test_the_owner_of_a_taken_address_hears_of_it_by_mail(ana):
    sign_up(ana.email)
    [letter] = mail.outbox
    assert letter.to == [ana.email]
    assert "already have an account" in letter.subject


def test_who_is_new_gets_a_link_and_signs_in_with_the_password(client):
    sign_up("somebody-new@rapport.example")
    [letter] = mail.outbox
    assert "/account/confirm-email/" in letter.body
    assert client.get("/settings/").status_code == 302
    client.post("/account/login/", {"login": "somebody-new@rapport.example", "password": PASSWORD})
    assert client.get("/settings/").status_code == 200


def test_one_owner_isn_t_flooded_with_letters(ana):
    for _turn in range(5):
        sign_up(ana.email)
    assert len(mail.outbox) == 1


def sign_in_after(email: str) -> tuple[int, str]:
    """What the sign-in form answers to the password that was just signed up with."""
    answer = Client().post("/account/login/", {"login": email, "password": "the-password-of-who-asks"})
    return answer.status_code, visible(answer.content.decode()).replace(email.lower(), "…")


def asks_and_signs_in(email: str) -> tuple[int, str]:
    answers = {"role": "candidate", "name": "New", "email": email, "password1": "the-password-of-who-asks"}
    Client().post(SIGN_UP, answers)
    return sign_in_after(email)


def test_the_sign_in_after_a_sign_up_tells_nothing_either(ana, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    new, taken = asks_and_signs_in("somebody-new@rapport.example"), asks_and_signs_in(ana.email)
    assert new == taken
    assert new[0] == 200
    assert "isn't confirmed yet" in new[1].replace("&#x27;", "'")


def test_who_is_kept_out_gets_the_link_again_and_is_let_in_by_it(settings, drain):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    email = "somebody-new@rapport.example"
    asks_and_signs_in(email)
    mail.outbox.clear()
    drain()
    [letter] = mail.outbox
    assert letter.to == [email]
    client = Client()
    link = re.search(r"http://[^/]+(/account/confirm-email/\S+)", letter.body)
    assert link, letter.body
    client.post(link[1])
    assert Client().post("/account/login/", {"login": email, "password": "the-password-of-who-asks"}).status_code == 302
    sign_in_after(email)
    drain()
    assert len(mail.outbox) == 1


def test_a_sign_up_costs_as_many_hashes_for_a_taken_address_as_for_a_new_one(ana, monkeypatch):
    hashed: list[str] = []
    hasher = type(get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args, **kwargs: [hashed.append("x"), encode(*args, **kwargs)][1])
    counts = []
    for email in ("somebody-new@rapport.example", ana.email):
        hashed.clear()
        sign_up(email)
        counts.append(len(hashed))
    assert counts == [1, 1]
    counts = []
    for email in ("nobody@rapport.example", ana.email):
        hashed.clear()
        sign_in_after(email)
        counts.append(len(hashed))
    assert counts[0] == counts[1] >= 1


def test_whom_an_operator_made_by_hand_is_let_in(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    ada = OperatorFactory(email="ada@rapport.example", is_superuser=True)
    assert Client().post("/account/login/", {"login": ada.email, "password": PASSWORD}).status_code == 302
