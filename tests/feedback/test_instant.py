"""Instant answers: what the help knows is shown before feedback is sent, and a person stays one tap away."""

import pytest

from apps.education.models import Question
from apps.feedback.models import Ticket, TicketEntry
from apps.feedback.tickets.wording import team_lines

pytestmark = pytest.mark.django_db
ASKED = "How do I recall a message that I have sent?"


@pytest.mark.parametrize("body", [ASKED, "发出去的消息怎么撤回？"])
def test_a_common_question_is_answered_while_it_is_written(ana, sign_in, body):
    page = sign_in(ana).post("/feedback/instant/", {"body": body}).content.decode()
    assert "This solved it" in page
    assert "recall-a-message/" in page
    assert not Question.objects.exists(), "looking writes nothing"


def test_what_no_article_answers_gets_none(ana, sign_in):
    for body in ("", "\x00", "asdf qwer zxcv", "x" * 5000):
        assert "This solved it" not in sign_in(ana).post("/feedback/instant/", {"body": body}).content.decode()
    assert sign_in(ana).get("/feedback/instant/").status_code == 405


def test_what_the_help_solved_is_kept_as_a_question_and_no_ticket(ana, sign_in):
    page = sign_in(ana).post("/feedback/instant/solved/", {"body": ASKED}).content.decode()
    assert "Nothing was sent" in page
    assert (Question.objects.get().person, Question.objects.get().is_solved) == (ana, True)
    assert not Ticket.objects.exists()


def test_a_visitor_is_answered_too_and_a_person_knows_what_was_offered(client):
    assert "/feedback/instant/" in client.get("/feedback/visitor/").content.decode()
    assert "This solved it" in client.post("/feedback/instant/", {"body": ASKED}).content.decode()
    assert "Nothing was sent" in client.post("/feedback/instant/solved/", {"body": ASKED}).content.decode()
    assert (Question.objects.get().person, Question.objects.get().is_solved) == (None, True)
    client.post("/feedback/visitor/", {"body": ASKED, "offered": "recall-a-message"})
    assert TicketEntry.objects.get(kind="note").ticket == Ticket.objects.get()


def test_visitors_of_one_address_look_so_often_a_minute(client, monkeypatch):
    monkeypatch.setattr("apps.feedback.instant.views.VISITORS_LOOKS_A_MINUTE", 2)
    assert [client.post("/feedback/instant/", {"body": ASKED}).status_code for _n in range(3)] == [200, 200, 429]


def test_who_needs_a_person_gets_one_who_knows_what_was_offered(ana, sign_in):
    sign_in(ana).post("/feedback/sheet/", {"body": ASKED, "offered": "recall-a-message"})
    note = TicketEntry.objects.get(kind="note")
    assert not note.is_public
    assert "they need a person" in team_lines(note.ticket, [note])[0].title
    sign_in(ana).post("/feedback/sheet/", {"body": "Another thing is slow.", "offered": "no-such-article"})
    assert TicketEntry.objects.filter(kind="note").count() == 1
