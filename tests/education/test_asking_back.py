"""Where two articles fit, the help asks which is meant; what it couldn't answer stands grouped for who writes."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.education.articles.models import Article
from apps.education.assistant.answering import Answer
from apps.education.assistant.models import Question
from apps.education.assistant.unanswered import draft_for_group, unanswered_groups
from apps.errors import NotFound
from tests.people import OperatorFactory

PAGE = "/admin/education/question/unanswered/"


def unsure(text: str, person: User | None = None, language: str = "en") -> Question:
    return Question.objects.create(text=text, person=person, language=language, outcome="unsure")


@pytest.fixture
def carla(db: None) -> User:
    person = OperatorFactory(name="Carla")
    person.groups.add(Group.objects.get(name="content"))
    return person


@pytest.mark.parametrize(
    ("first", "second", "asks"), [(0.45, 0.2, True), (0.45, 0.01, False), (0.1, 0.09, False), (0.9, 0.5, False)]
)
def test_it_asks_back_where_two_fit_and_none_is_sure(db: None, first: float, second: float, asks: bool) -> None:
    one, two = Article.objects.published()[:2]
    passage = type("P", (), {"article": one})()
    assert bool(Answer("en", first, passage, [two], second).choices) is asks


def test_the_chosen_article_answers_and_the_question_is_answered(ana: User, sign_in) -> None:
    question = unsure("What about my level and badge?", ana)
    url = f"/help/questions/{question.token}/choose/"
    page = sign_in(ana).post(url, {"article": "levels"}, HTTP_HX_REQUEST="true").content.decode()
    assert "This solved it" in page
    question.refresh_from_db()
    assert (question.outcome, question.article and question.article.slug) == ("answered", "levels")
    assert "How can we help?" in sign_in(ana).post(url, {"article": "levels"}).content.decode(), "without JavaScript"


def test_nobody_chooses_for_another_nor_what_is_not_there(ana: User, olga: User, sign_in) -> None:
    url = f"/help/questions/{unsure('What about my level?', ana).token}/choose/"
    assert sign_in(olga).post(url, {"article": "levels"}).status_code == 404
    assert sign_in(ana).post(url, {"article": "no-such-thing"}).status_code == 404
    Article.objects.filter(slug="levels").update(is_published=False)
    assert sign_in(ana).post(url, {"article": "levels"}).status_code == 404


def test_programs_choose_too(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    question = unsure("What about my level?", ana)
    answer = client.post(f"/api/v1/help/questions/{question.token}/choose/", {"article": "levels"}, format="json")
    assert answer.data["known"] is True
    assert answer.data["source"]["slug"] == "levels"


def test_what_was_not_answered_is_grouped_by_meaning_across_languages(ana: User, ben: User) -> None:
    unsure("Can I export my chat history as a PDF?", ana)
    unsure("聊天记录可以导出成 PDF 吗？", ben, "zh")
    unsure("How do I download my conversation history as PDF", None)
    unsure("Is there a desktop app for Linux?", ana)
    Question.objects.create(text="Where is the block button?", language="en", outcome="answered")
    groups = unanswered_groups(now=timezone.now())
    assert [group.size for group in groups] == [3, 1]
    assert groups[0].people == 3


def test_a_draft_of_a_group_takes_all_of_it_once(ana: User, ben: User) -> None:
    first = unsure("Can I export my chat history as a PDF?", ana)
    second = unsure("聊天记录可以导出成 PDF 吗？", ben, "zh")
    article = draft_for_group(question=second, now=timezone.now(), with_replies=False)
    assert article.asked_en == first.text
    assert article.asked_zh == second.text
    assert not article.is_published
    with pytest.raises(NotFound):
        draft_for_group(question=first, now=timezone.now(), with_replies=False)
    assert unanswered_groups(now=timezone.now()) == []


def test_the_list_is_for_who_writes_and_one_click_makes_a_draft(carla: User, ana: User, sign_in) -> None:
    question = unsure("Is there a desktop app for <b>Linux</b>?", ana)
    page = sign_in(carla).get(PAGE).content.decode()
    assert "desktop app for &lt;b&gt;Linux" in page
    response = sign_in(carla).post(f"{PAGE}{question.pk}/")
    draft = Article.objects.get(slug=f"question-{question.pk}")
    assert response["Location"] == f"/admin/education/article/{draft.pk}/change/"
    assert sign_in(carla).post(f"{PAGE}{question.pk}/")["Location"] == PAGE, "a second click makes no other"
    nobody = OperatorFactory(name="Nobody", is_staff=True)
    assert sign_in(nobody).get(PAGE).status_code == 403
    assert sign_in(nobody).post(f"{PAGE}{question.pk}/").status_code == 403
