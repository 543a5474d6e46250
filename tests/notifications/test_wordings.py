"""E-mails in an operator's words: only with places that can be filled, in use when switched on, and taken back."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from apps.accounts.models import User
from apps.events.models import Slot
from apps.notifications.channels.tasks import send_mail
from apps.notifications.deciding.services import notify
from apps.notifications.joining.kinds import JOIN_ACCEPTED
from apps.notifications.models import LetterWording
from tests.people import OperatorFactory

ADD = "/admin/notifications/letterwording/add/"
WORDS = {"kind": "join_accepted", "language": "en", "title": "Welcome to %(company)s", "body": "Say hello."}


@pytest.fixture
def operator(db: None, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(OperatorFactory(name="Irene", email="irene@rapport.example", is_superuser=True))


def told(person: User, cause: str) -> str:
    """The subject of the e-mail that this person gets."""
    facts = {"company": "Harbour Labs"}
    notify(person=person, kind=JOIN_ACCEPTED, cause=cause, facts=facts, url=f"/at/{cause}/", now=timezone.now())
    Slot.objects.all().delete()
    send_mail()
    return mail.outbox[-1].subject


def test_a_draft_is_tested_then_used_then_taken_back(operator: Client, ben: User):
    operator.post(ADD, WORDS | {"sends_test": "on"})
    [test] = mail.outbox
    assert (test.to, test.subject) == (["irene@rapport.example"], "Welcome to ‹company›")
    assert told(ben, "one") == "You're in: Harbour Labs", "a draft isn't sent"
    wording = LetterWording.objects.get()
    page = reverse("admin:notifications_letterwording_change", args=[wording.pk])
    shown = operator.get(page).content.decode()
    assert "Welcome to ‹company›" in shown
    assert "‹company›" in shown.partition("简体中文")[2] or "‹company›" in shown.partition("Simplified Chinese")[2]
    operator.post(page, WORDS | {"is_on": "on"})
    ben.refresh_from_db()
    assert told(ben, "two") == "Welcome to Harbour Labs"
    assert "Say hello." in mail.outbox[-1].body
    operator.post(page, WORDS)
    assert told(ben, "three") == "You're in: Harbour Labs"
    assert wording.history.count() == 3, "every version is kept"


@pytest.mark.parametrize(
    ("title", "body", "complaint"),
    [
        ("Welcome to %(company)s", "Ask %(boss)s", "%(boss)s can&#x27;t be filled here"),
        ("Welcome", "Say hello.", "This must stand somewhere: %(company)s"),
        ("Welcome to %(company)s", "100 %(company", "can&#x27;t be filled here"),
        ("Welcome to %(company)s", "欢迎加入%（company）s", "%（company）s can&#x27;t be filled here"),
        ("Welcome to %(company)s", "Ask %s", "%s can&#x27;t be filled here"),
    ],
)
def test_words_with_other_places_are_refused(operator: Client, title: str, body: str, complaint: str):
    answer = operator.post(ADD, WORDS | {"title": title, "body": body, "is_on": "on"})
    assert complaint in answer.content.decode()
    assert not LetterWording.objects.exists()


def test_a_percent_sign_of_a_number_is_no_place(operator: Client):
    operator.post(ADD, WORDS | {"body": "100%, 50 % (at most) and 5%（最多）。"})
    assert LetterWording.objects.exists()


def test_the_page_of_a_wording_names_its_kind_and_shows_the_shipped_words_in_its_language(operator: Client):
    wording = LetterWording.objects.create(kind="join_accepted", language="zh-hans", title="欢迎加入%(company)s")
    page = operator.get(reverse("admin:notifications_letterwording_change", args=[wording.pk])).content.decode()
    with override("zh-hans"):
        shipped = str(JOIN_ACCEPTED.title)
    assert shipped in page
    assert "join_accepted" not in page
    assert str(JOIN_ACCEPTED.name or JOIN_ACCEPTED.title) in page


def test_who_has_no_right_to_it_writes_none(sign_in, olga: User):
    support = OperatorFactory(name="Sam", email="sam@rapport.example")
    for person in (olga, support):
        assert sign_in(person).post(ADD, WORDS).status_code in (302, 403)
    assert not LetterWording.objects.exists()
