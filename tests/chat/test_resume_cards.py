"""Asking for a résumé and sending it: one tap, and never more than its owner said."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from apps.accounts.models import User
from apps.chat.answers.services import record_answers
from apps.chat.cards.models import Card
from apps.chat.cards.resumes import HiddenFromCompany, NoResumeYet
from apps.chat.cards.services import act, make_card
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation, Message
from apps.matching.models import HiddenEmployer, Job, Resume, ResumeAccess
from apps.matching.resumes.hiding import fold_company
from tests.matching.factories import ResumeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden_resume(ana: User) -> Resume:
    """Only companies that she talks with may see it."""
    resume = ResumeFactory(owner=ana, title="Nurse", visibility="contacted")
    resume.file.save("ana.txt", ContentFile(b"Ana, nurse"), save=False)
    resume.file_name = "ana.txt"
    resume.save()
    return resume


@pytest.fixture
def greeted(ana: User, ben: User, job: Job, hidden_resume: Resume) -> Conversation:
    """Ben wrote first: he may know who she is, and not read her résumé."""
    Resume.objects.update(visibility="recruiters")
    conversation = greet(sender=ben, job=job, candidate=ana, body="Hello Ana, may I ask you?", client_id=uuid4())
    Resume.objects.update(visibility="contacted")
    return conversation


def ask(conversation: Conversation, ben: User) -> Card:
    return make_card(conversation=conversation, author=ben, type="resume_request", facts={}, client_id=uuid4())


def do(card: Card, person: User, action: str) -> Card:
    return act(card=card, actor=person, action=action, data={}, client_id=uuid4())


def page(browser: Client, conversation: Conversation) -> str:
    return browser.get(f"/inbox/{conversation.pk}/").text


def test_asking_opens_nothing_and_one_tap_opens_resume_and_file(
    greeted: Conversation, ana: User, ben: User, hidden_resume: Resume, sign_in
):
    card = ask(greeted, ben)
    his = sign_in(ben)
    assert his.get(f"/resumes/{hidden_resume.pk}/").status_code == 404
    do(card, ana, "share")
    assert f"/resumes/{hidden_resume.pk}/" in page(his, greeted)
    assert his.get(f"/resumes/{hidden_resume.pk}/").status_code == 200
    assert his.get(f"/resumes/{hidden_resume.pk}/file/").status_code == 200
    greeted.refresh_from_db()
    assert greeted.waiting_for_id == ben.pk


def test_a_not_now_opens_nothing_even_as_the_first_answer(
    greeted: Conversation, ana: User, ben: User, hidden_resume: Resume, sign_in
):
    do(ask(greeted, ben), ana, "decline")
    said = Message.objects.filter(conversation=greeted, sender=ana).select_related("conversation")
    assert record_answers(list(said)) == list(said), "it is an answer"
    assert not ResumeAccess.objects.exists()
    assert sign_in(ben).get(f"/resumes/{hidden_resume.pk}/").status_code == 404


def test_the_file_is_taken_back(greeted: Conversation, ana: User, ben: User, hidden_resume: Resume, sign_in):
    card = do(ask(greeted, ben), ana, "share")
    do(card, ana, "hide")
    his = sign_in(ben)
    assert his.get(f"/resumes/{hidden_resume.pk}/file/").status_code == 404
    assert f"/resumes/{hidden_resume.pk}/file/" not in page(his, greeted)


def test_she_attaches_it_unasked(greeted: Conversation, ana: User, ben: User, hidden_resume: Resume, sign_in):
    hers = sign_in(ana)
    assert "resume_share" in hers.get(f"/inbox/{greeted.pk}/cards/").text
    hers.post(f"/inbox/{greeted.pk}/cards/", {"type": "resume_share"})
    assert sign_in(ben).get(f"/resumes/{hidden_resume.pk}/file/").status_code == 200


def test_without_a_resume_she_is_told_what_to_do(greeted: Conversation, ana: User, ben: User):
    Resume.objects.all().delete()
    with pytest.raises(NoResumeYet):
        do(ask(greeted, ben), ana, "share")


def test_a_company_that_she_hides_from_gets_nothing_by_mistake(
    greeted: Conversation, ana: User, ben: User, hidden_resume: Resume
):
    name = ben.company.name
    HiddenEmployer.objects.create(resume=hidden_resume, name=name, folded=fold_company(name))
    with pytest.raises(HiddenFromCompany):
        do(ask(greeted, ben), ana, "share")
    assert not ResumeAccess.objects.exists()


def test_olga_learns_nothing(greeted: Conversation, ana: User, ben: User, olga: User, hidden_resume: Resume, sign_in):
    card = do(ask(greeted, ben), ana, "share")
    hers = sign_in(olga)
    for address in (f"/inbox/{greeted.pk}/cards/{card.pk}/", f"/resumes/{hidden_resume.pk}/file/"):
        assert hers.get(address).status_code == 404
    assert hers.post(f"/inbox/{greeted.pk}/cards/{card.pk}/do/hide/").status_code == 404
