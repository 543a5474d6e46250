"""The first message, from its page: suggested, sent once, refused where one reads it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation, Message
from apps.experiments.models import FeatureUse
from apps.matching.models import Job
from tests.matching.factories import JobFactory, ResumeFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(job: Job, ana: User) -> str:
    ResumeFactory(owner=ana)
    return f"{reverse('chat:greet')}?job={job.pk}"


def test_a_candidate_gets_a_first_message_to_change(url: str, ana: User, sign_in):
    html = sign_in(ana).get(url, headers=HTMX).content.decode()
    assert "Backend engineer" in html
    assert "Ben" in html
    assert "<html" not in html


def test_a_question_of_the_job_page_is_asked_in_it(url: str, ana: User, sign_in):
    html = sign_in(ana).get(f"{url}&question=Is+there+a+canteen%3F", headers=HTMX).content.decode()
    assert "there a canteen?" in html


def test_without_script_it_is_a_page_of_its_own(url: str, ana: User, sign_in):
    assert "<html" in sign_in(ana).get(url).content.decode()


def test_sending_leads_into_the_conversation_and_twice_is_once(url: str, ana: User, ben: User, sign_in):
    client, form = sign_in(ana), {"body": "Hello Ben, which team is it?", "client_id": str(uuid4())}
    for _click in range(2):
        response = client.post(url, form, headers=HTMX)
        conversation = Conversation.objects.get()
        assert response.headers["HX-Redirect"] == reverse("chat:conversation", args=[conversation.pk])
    assert Message.objects.get(kind="text").body == "Hello Ben, which team is it?"


def test_a_recruiter_greets_a_candidate_about_their_job(url: str, ana: User, ben: User, sign_in):
    page = f"{url}&candidate={ana.pk}"
    assert "Ana" in sign_in(ben).get(page, headers=HTMX).content.decode()
    sign_in(ben).post(page, {"body": "Hello Ana", "client_id": str(uuid4())}, headers=HTMX)
    assert Conversation.objects.get().candidate == ana


def test_without_a_job_a_recruiter_chooses_one(url: str, ana: User, ben: User, job: Job, sign_in):
    JobFactory(title="Somebody else's")
    html = sign_in(ben).get(f"{reverse('chat:greet')}?candidate={ana.pk}", headers=HTMX).content.decode()
    assert job.title in html
    assert "Somebody else" not in html


def test_outsiders_find_nothing(url: str, ana: User, olga: User, sign_in):
    assert sign_in(olga).get(f"{url}&candidate={ana.pk}").status_code == 404
    assert sign_in(olga).post(f"{url}&candidate={ana.pk}", {"body": "x", "client_id": str(uuid4())}).status_code == 404
    for query in ("", "?job=x", "?job=99999", "?job=" + "9" * 30, "?candidate=1"):
        assert sign_in(ana).get(reverse("chat:greet") + query).status_code == 404, query


def test_a_refusal_keeps_the_text(url: str, ana: User, ben: User, sign_in):
    block(blocker=ben, blocked=ana)
    response = sign_in(ana).post(url, {"body": "My careful words", "client_id": str(uuid4())}, headers=HTMX)
    assert response.status_code == 422
    assert "My careful words" in response.content.decode()
    assert "isn&#x27;t accepting messages" in response.content.decode()


def test_the_daily_limit_is_said_in_place(url: str, ana: User, ben: User, sign_in, settings):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 1
    other = JobFactory(company=ben.company, posted_by=ben)
    form = {"body": "Hello", "client_id": str(uuid4())}
    sign_in(ana).post(url, form, headers=HTMX)
    response = sign_in(ana).post(
        f"{reverse('chat:greet')}?job={other.pk}", form | {"client_id": str(uuid4()), "body": "Kept"}, headers=HTMX
    )
    assert response.status_code == 422
    assert "Kept" in response.content.decode()


def test_who_talks_already_is_led_there(conversation: Conversation, ana: User, job: Job, sign_in):
    html = sign_in(ana).get(f"{reverse('chat:greet')}?job={job.pk}", headers=HTMX).content.decode()
    assert reverse("chat:conversation", args=[conversation.pk]) in html


class TestTextIsKept:
    """The form is offered only where the letter may go, and a letter that is refused stays in it."""

    @pytest.fixture
    def hidden(self, ana: User, ben: User, job: Job) -> Job:
        """Ben wrote to Ana about one job; her résumé is for those she talks with, and she hasn't answered. Another."""
        ResumeFactory(owner=ana)
        greet(sender=ben, job=job, candidate=ana, body="Hello Ana, could this be yours?", client_id=uuid4())
        ana.resume.visibility = "contacted"
        ana.resume.save()
        return JobFactory(company=ben.company, posted_by=ben, title="Tester")

    def test_no_form_for_a_letter_that_would_be_refused(self, hidden: Job, ana: User, ben: User, sign_in):
        client = sign_in(ben)
        assert client.get(f"/greet/?job={hidden.pk}&candidate={ana.pk}").status_code == 404
        choice = client.get(f"/greet/?candidate={ana.pk}").content.decode()
        assert "Backend engineer" in choice
        assert "Tester" not in choice

    def test_a_letter_that_is_refused_stays(self, hidden: Job, ana: User, ben: User, sign_in):
        form = {"body": "Dear Ana, another one for you.", "client_id": str(uuid4())}
        answer = sign_in(ben).post(f"/greet/?job={hidden.pk}&candidate={ana.pk}", form)
        assert answer.status_code == 422
        assert "Dear Ana, another one for you." in answer.content.decode()
        assert Message.objects.count() == 1

    def test_a_stranger_learns_nobodys_name(self, hidden: Job, ana: User, olga: User, sign_in):
        theirs = JobFactory(company=olga.company, posted_by=olga)
        form = {"body": "Dear somebody", "client_id": str(uuid4())}
        answer = sign_in(olga).post(f"/greet/?job={theirs.pk}&candidate={ana.pk}", form)
        assert answer.status_code == 404
        assert "Ana" not in answer.content.decode()

    def test_a_place_left_open_is_named_and_the_text_stays(self, url: str, ana: User, sign_in):
        form = {"body": "I can start {?when}.", "client_id": str(uuid4())}
        answer = sign_in(ana).post(url, form)
        assert answer.status_code == 422
        assert "“when”" in answer.content.decode()
        assert "I can start {?when}." in answer.content.decode()
        assert not Message.objects.exists()


def test_another_text_is_one_tap_away_and_what_one_wrote_stays(url: str, ana: User, sign_in):
    client = sign_in(ana)
    first = client.get(url, headers=HTMX).context["form"]["body"].value()
    form = {"body": first, "client_id": str(uuid4()), "another": "1"}
    answer = client.post(url, form, headers=HTMX)
    second = answer.context["form"]["body"].value()
    assert second != first
    assert "Backend engineer" in second
    assert f"variant={answer.context['variant']}" in answer.text
    kept = client.post(url, form | {"body": "My own words"}, headers=HTMX).context["form"]["body"].value()
    assert kept.startswith("My own words\n\n")
    assert not Conversation.objects.exists(), "nothing was sent"


def test_sent_as_it_was_offered_is_counted_as_a_suggestion(url: str, ana: User, sign_in):
    client = sign_in(ana)
    page = f"{url}&variant=2"
    text = client.get(page, headers=HTMX).context["form"]["body"].value()
    client.post(page, {"body": text, "client_id": str(uuid4())}, headers=HTMX)
    assert Message.objects.get(kind="text").origin == "suggested"
    assert FeatureUse.objects.get(feature="first_messages", person=ana).used_at is not None


def test_the_api_drafts_what_the_page_does_and_says_where_there_is_a_conversation(
    url: str, ana: User, olga: User, job: Job, sign_in
):
    drafts = f"{reverse('first-message')}?job={job.pk}"
    drafted = sign_in(ana).get(drafts).json()
    assert drafted["text"] == sign_in(ana).get(url, headers=HTMX).context["form"].initial["body"]
    assert {"label": "The job", "value": job.title} in drafted["facts"]
    assert drafted["conversation"] is None
    asking = sign_in(ana).get(drafts, {"job": job.pk, "question": "Is there on-call work?"}).json()
    assert "is there on-call work?" in asking["text"].lower()
    conversation = greet(sender=ana, job=job, candidate=ana, body=drafted["text"], client_id=uuid4())
    assert sign_in(ana).get(drafts).json()["conversation"] == conversation.pk
    assert sign_in(olga).get(f"{drafts}&candidate={ana.pk}").status_code == 404
    assert sign_in(ana).get(reverse("first-message"), {"job": "x"}).status_code == 400
