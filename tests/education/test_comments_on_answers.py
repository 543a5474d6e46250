"""What somebody thinks of an answer: heard by who looks after the article, and sorted as feedback."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.education.articles.models import Article
from apps.education.assistant.asking import comment_on_answer
from apps.education.assistant.errors import CommentedBefore, NothingToCommentOn
from apps.education.assistant.models import Question
from apps.errors import NotFound
from apps.feedback.models import Ticket
from apps.notifications.models import Channel, Notification
from tests.people import OperatorFactory

WORDS = "It doesn't say what happens to a voice note."


@pytest.fixture
def carla(db: None) -> User:
    return keeper("Carla")


def keeper(name: str) -> User:
    person = OperatorFactory(name=name, email=f"{name.lower()}@rapport.example")
    person.groups.add(Group.objects.get(name="content"))
    return person


def answered(person: User | None) -> Question:
    return Question.objects.create(
        text="How do I take a message back?",
        person=person,
        language="en",
        outcome="answered",
        article=Article.objects.get(slug="recall-a-message"),
        answer="Open its menu and choose Recall.",
    )


def told(person: User) -> int:
    return Notification.objects.filter(person=person, kind="answer_commented", channel=Channel.IN_APP).count()


def test_it_reaches_the_keeper_and_becomes_feedback_once(ana: User, carla: User, sign_in, drain) -> None:
    question = answered(ana)
    url = f"/help/questions/{question.token}/comment/"
    for _time in range(2):
        page = sign_in(ana).post(url, {"comment": WORDS}, HTTP_HX_REQUEST="true").content.decode()
        assert "Who looks after the article reads it" in page
        drain()
    ticket = Ticket.objects.get(reporter=ana)
    assert ticket.body == f"{WORDS}\n\n“How do I take a message back?”"
    assert ticket.page == "/help/recall-a-message/"
    assert told(carla) == 1
    assert (
        "what happens to a voice note"
        in sign_in(carla).get(f"/admin/education/question/{question.pk}/change/").content.decode()
    )


def test_of_two_keepers_the_one_who_wrote_it_hears_of_it(ana: User, carla: User, drain) -> None:
    dora = keeper("Dora")
    question = answered(ana)
    edit = question.article.history.create(
        **{field.attname: getattr(question.article, field.attname) for field in Article._meta.fields
           if field.name != "seen"},
        history_user=dora, history_date=question.created_at, history_type="~",
    )  # fmt: skip
    assert edit.history_user == dora
    comment_on_answer(person=ana, token=question.token, text=WORDS)
    drain()
    assert (told(dora), told(carla)) == (1, 0)


def test_nobody_comments_for_another_nor_twice(ana: User, olga: User) -> None:
    question = answered(ana)
    for person in (olga, None):
        with pytest.raises(NotFound):
            comment_on_answer(person=person, token=question.token, text=WORDS)
    comment_on_answer(person=ana, token=question.token, text=WORDS)
    with pytest.raises(CommentedBefore):
        comment_on_answer(person=ana, token=question.token, text="And another thing")


def test_a_visitor_is_heard_and_waits_for_no_answer(carla: User, client: Client, drain) -> None:
    question = answered(None)
    client.post(f"/help/questions/{question.token}/comment/", {"comment": WORDS})
    drain()
    assert told(carla) == 1
    assert not Ticket.objects.exists()


def test_programs_say_it_too(ana: User, sign_in, drain) -> None:
    question = answered(ana)
    path = f"/api/v1/help/questions/{question.token}/solved/"
    said = {"solved": False, "comment": WORDS}
    assert sign_in(ana).post(path, said, content_type="application/json").status_code == 204
    drain()
    assert Ticket.objects.filter(reporter=ana).count() == 1
    question.refresh_from_db()
    assert question.is_solved is False


def test_a_comment_before_the_verdict_stays_and_one_on_no_answer_is_refused(ana: User, sign_in) -> None:
    question, client = answered(ana), sign_in(ana)
    client.post(f"/help/questions/{question.token}/comment/", {"comment": WORDS})
    client.post(reverse("education:solved", args=[question.token]), {"solved": "no"})
    question.refresh_from_db()
    assert (question.comment, question.is_solved) == (WORDS, False)
    unknown = Question.objects.create(
        text="Why?", person=ana, language="en", outcome="unsure", article=question.article
    )
    with pytest.raises(NothingToCommentOn):
        comment_on_answer(person=ana, token=unknown.token, text=WORDS)
