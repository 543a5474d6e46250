"""Beside an answer: a lesson, a group and an expert that fit, each with the reason."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.education.beside.selectors import fitting
from apps.education.circles.services import join
from apps.education.courses.models import Lesson, LessonDone
from apps.education.models import Article, Circle, Question
from apps.matching.resumes.services import save_resume
from tests.education.experts import PAY, ExpertFactory


def asked(person: User | None, text: str = PAY, slug: str = "") -> Question:
    lesson = Lesson.objects.filter(article__isnull=False, course__is_published=True).first()
    article = Article.objects.get(slug=slug) if slug else lesson.article
    return Question.objects.create(text=text, person=person, language="en", outcome="answered", article=article)


def kinds(question: Question, reader: User | None) -> list[str]:
    return [one.kind for one in fitting(question, reader, now=timezone.now())]


def test_a_lesson_a_group_and_an_expert_stand_beside_it_with_the_reason(ana: User, sign_in) -> None:
    expert = ExpertFactory(person__name="Elif")
    question = asked(ana, f"{PAY} I am a backend developer")
    page = sign_in(ana).get(f"/help/questions/{question.token}/beside/").content.decode()
    assert "Your question speaks of “developer”." in page
    assert "Elif" in page
    assert "Two minutes on the same thing" in page
    [lesson, group, adviser] = sign_in(ana).get(f"/api/v1/help/questions/{question.token}/beside/").json()
    assert (lesson["kind"], group["kind"], adviser["kind"]) == ("lesson", "group", "expert")
    assert sign_in(ana).get(lesson["url"]).status_code == 200
    block(blocker=expert.person, blocked=ana)
    assert kinds(question, ana) == ["lesson", "group"]


def test_what_was_done_and_joined_is_not_offered_again(ana: User) -> None:
    question = asked(ana, "Which tests does a backend developer write?")
    for lesson in Lesson.objects.filter(article=question.article):
        LessonDone.objects.create(person=ana, lesson=lesson, done_at=timezone.now())
    assert kinds(question, ana) == ["group"]
    join(person=ana, circle=Circle.objects.get(slug="software"))
    assert kinds(question, ana) == []


def test_the_reason_is_a_sentence_and_an_own_group_costs_no_query(
    ana: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    save_resume(owner=ana, title="急诊科护士", skills=["Python"])
    question = asked(ana, "Who starts the day?")
    with CaptureQueriesContext(connection) as before:
        assert [one.reason for one in fitting(question, ana, now=timezone.now())][1:] == ["You look for “急诊科护士”."]
    join(person=ana, circle=Circle.objects.get(slug="healthcare"))
    with django_assert_max_num_queries(len(before)):
        assert [one.reason for one in fitting(question, ana, now=timezone.now())][1:] == ["Your résumé names Python."]


def test_visitors_get_a_lesson_and_nobody_anothers(ana: User, olga: User, sign_in, client: Client) -> None:
    ExpertFactory()
    question = asked(None)
    assert kinds(question, None) == ["lesson"]
    assert client.get(f"/help/questions/{question.token}/beside/").status_code == 200
    for path in ("/help/questions/{}/beside/", "/api/v1/help/questions/{}/beside/"):
        assert sign_in(olga).get(path.format(asked(ana).token)).status_code == 404
