"""The help remembers the turn before; articles that need a look stand in a list."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.education.articles.services import save_article
from apps.education.assistant.asking import ask_question
from apps.education.assistant.following import goes_on
from apps.education.assistant.models import Question
from apps.education.models import Article, ArticleVote
from tests.people import OperatorFactory

FIRST = "How do I take a message back?"
NEXT = "And how long can I still do that?"


@pytest.fixture
def carla(db: None) -> User:
    person = OperatorFactory(name="Carla")
    person.groups.add(Group.objects.get(name="content"))
    return person


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("And for how long?", True),
        ("那多久之内可以？", True),
        ("它会通知对方吗", True),
        ("How do I block somebody?", False),
        ("怎么拉黑一个人", False),
        ("Can I write to a recruiter whose job is closed, and would that count as an answer for them?", False),
    ],
)
def test_a_short_question_that_points_back_goes_on(text: str, is_so: bool) -> None:
    assert goes_on(text) is is_so


def test_it_is_understood_with_the_question_before(ana: User, sign_in: Any) -> None:
    first, _answer = ask_question(person=ana, text=FIRST, fallback="en")
    page = sign_in(ana).post("/help/ask/", {"q": NEXT}, HTTP_HX_REQUEST="true").content.decode()
    assert f"Understood together with what you asked before: {FIRST}" in page
    assert Question.objects.order_by("-pk")[0].article == first.article


def test_nobody_goes_on_from_what_somebody_else_asked_or_long_ago(ana: User, olga: User) -> None:
    first, _answer = ask_question(person=ana, text=FIRST, fallback="en")
    assert ask_question(person=olga, text=NEXT, fallback="en")[1].follows == ""
    assert ask_question(person=None, text=NEXT, fallback="en")[1].follows == ""
    Question.objects.filter(pk=first.pk).update(created_at=first.created_at - timedelta(hours=1))
    assert ask_question(person=ana, text=NEXT, fallback="en")[1].follows == ""


def test_programs_read_with_what_it_was_understood(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    assert client.post("/api/v1/help/ask/", {"question": FIRST}, format="json").data["follows"] == ""
    assert client.post("/api/v1/help/ask/", {"question": NEXT}, format="json").data["follows"] == FIRST


def test_what_lacks_a_language_or_is_doubted_stands_in_a_list(carla: User, ana: User, sign_in: Any) -> None:
    Article.objects.create(slug="half", title_en="Half an article", summary_en="x", body_en="x")
    levels = Article.objects.get(slug="levels")
    ArticleVote.objects.create(article=levels, person=ana, is_helpful=False, reason="wrong", version=levels.version)

    def listed(look: str) -> str:
        return sign_in(carla).get("/admin/education/article/", {"look": look}).content.decode()

    assert "Half an article" in listed("translation")
    assert str(levels) not in listed("translation")
    assert str(levels) in listed("outdated")
    levels.body_en += "\n\nSo it is now."
    save_article(article=levels)
    assert str(levels) not in listed("outdated"), "other words than those that were doubted"
