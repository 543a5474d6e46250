"""Sign-up tells nobody who is here: what the page says and where it leads is the same for a taken address."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from apps.accounts.models import User
from tests.accounts.test_sign_in_pages import visible
from tests.people import PASSWORD

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
