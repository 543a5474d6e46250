import pytest
from django.contrib.auth.models import Group
from django.test import Client

from apps.accounts.models import User
from apps.chat.sending.services import new_client_id, send_message
from apps.education.assistant.asking import ask_question
from apps.education.assistant.handing_over import hand_over
from apps.education.models import Article, Question
from tests.people import OperatorFactory

ARTICLES, QUESTIONS = "/admin/education/article/", "/admin/education/question/"


@pytest.fixture
def of_group(db: None, sign_in):
    def client_of(name: str) -> Client:
        person = OperatorFactory(name=name)
        person.groups.add(Group.objects.get(name=name))
        return sign_in(person)

    return client_of


def form_of(article: Article, **changes: object) -> dict[str, object]:
    names = ("category", "audience", "position", "slug")
    words = [f"{name}_{tongue}" for name in ("title", "summary", "keywords", "body") for tongue in ("en", "zh")]
    form = {name: getattr(article, name) for name in (*names, *words)}
    form |= {"is_published": "on", "votes-TOTAL_FORMS": "0", "votes-INITIAL_FORMS": "0"}
    return form | changes


def test_content_edits_articles_and_every_change_is_kept(of_group) -> None:
    client, article = of_group("content"), Article.objects.get(slug="levels")
    assert client.get(ARTICLES).status_code == 200
    page = client.get(f"{ARTICLES}{article.pk}/change/").content.decode()
    assert "title_en" in page
    assert "title_zh" in page
    changed = form_of(article, title_en="Levels, explained")
    assert client.post(f"{ARTICLES}{article.pk}/change/", changed).status_code == 302
    article.refresh_from_db()
    assert (article.title_en, article.version) == ("Levels, explained", 2)
    assert client.get("/help/levels/").content.decode().count("Levels, explained") >= 1
    assert client.get(f"{ARTICLES}{article.pk}/history/").status_code == 200
    latest = article.history.first()
    assert latest is not None
    assert latest.history_user.name == "content"


def test_an_article_is_published_only_in_both_languages(of_group) -> None:
    client, article = of_group("content"), Article.objects.get(slug="levels")
    page = client.post(f"{ARTICLES}{article.pk}/change/", form_of(article, body_zh="")).content.decode()
    assert "both languages" in page
    Article.objects.filter(pk=article.pk).update(is_published=False, body_zh="")
    chosen = {"action": "publish", "_selected_action": [article.pk]}
    assert "both languages" in client.post(ARTICLES, chosen, follow=True).content.decode()
    article.refresh_from_db()
    assert not article.is_published
    Article.objects.filter(pk=article.pk).update(body_zh="等级")
    client.post(ARTICLES, chosen)
    article.refresh_from_db()
    assert article.is_published
    client.post(ARTICLES, {"action": "unpublish", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert not article.is_published


@pytest.mark.parametrize("slug", ["ask", "Person", "a b", "-x", "ready"])
def test_addresses_that_would_not_work_are_refused(of_group, slug: str) -> None:
    client, article = of_group("content"), Article.objects.get(slug="levels")
    before = Article.objects.count()
    assert client.post(f"{ARTICLES}add/", form_of(article, slug=slug)).status_code == 200
    assert Article.objects.count() == before


def test_a_preview_runs_no_script(of_group) -> None:
    article = Article.objects.get(slug="levels")
    article.body_en, article.title_en = "<script>alert(1)</script>", "<script>alert(2)</script>"
    article.save()
    page = of_group("content").get(f"{ARTICLES}{article.pk}/change/").content.decode()
    assert "<script>alert(" not in page


def test_others_see_only_what_is_theirs(of_group, ana: User, sign_in, client: Client) -> None:
    article = Article.objects.get(slug="levels")
    support = of_group("support")
    assert support.get(QUESTIONS).status_code == 200
    assert support.get(ARTICLES).status_code == 200
    assert support.post(f"{ARTICLES}{article.pk}/change/", form_of(article, title_en="x")).status_code == 403
    assert support.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    for group in ("incentives", "analyst"):
        assert of_group(group).get(ARTICLES).status_code == 403
        assert of_group(group).get(QUESTIONS).status_code == 403
    for outsider in (sign_in(ana), client):
        assert outsider.get(ARTICLES).status_code in (302, 404)


def test_unanswered_questions_stand_first(of_group, ana: User) -> None:
    for text, outcome in (("Answered one", "answered"), ("Unknown one", "unsure"), ("Answered two", "answered")):
        Question.objects.create(person=ana, text=text, language="en", outcome=outcome)
    page = of_group("content").get(QUESTIONS).content.decode()
    assert page.index("Unknown one") < page.index("Answered two") < page.index("Answered one")
    assert "ana@rapport.example" not in page


def test_a_question_becomes_a_draft_with_what_support_answered(ana: User, sign_in) -> None:
    sam = OperatorFactory(name="Sam")
    sam.groups.add(Group.objects.get(name="support"), Group.objects.get(name="content"))
    question, _answer = ask_question(person=ana, text="Is there a lift in your office?", fallback="en")
    conversation = hand_over(person=ana, token=question.token)
    send_message(sender=sam, conversation_id=conversation.pk, body="Yes, at the back.", client_id=new_client_id())
    chosen = {"action": "turn_into_draft", "_selected_action": [question.pk]}
    response = sign_in(sam).post(QUESTIONS, chosen)
    draft = Article.objects.get(slug=f"question-{question.pk}")
    assert response["Location"] == f"{ARTICLES}{draft.pk}/change/"
    assert (draft.title_en, draft.body_en) == ("Is there a lift in your office?", "Yes, at the back.")
    assert not draft.is_published
    assert "an article made from this" in sign_in(sam).post(QUESTIONS, chosen, follow=True).content.decode()


def test_who_may_not_read_conversations_gets_a_draft_without_them(of_group, ana: User) -> None:
    sam = OperatorFactory(name="Sam")
    sam.groups.add(Group.objects.get(name="support"))
    question, _answer = ask_question(person=ana, text="Is there a lift in your office?", fallback="en")
    conversation = hand_over(person=ana, token=question.token)
    send_message(sender=sam, conversation_id=conversation.pk, body="Yes, at the back.", client_id=new_client_id())
    client = of_group("content")
    client.post(QUESTIONS, {"action": "turn_into_draft", "_selected_action": [question.pk]})
    assert Article.objects.get(slug=f"question-{question.pk}").body_en == ""
    assert "ana@rapport.example" not in client.get(f"{QUESTIONS}{question.pk}/change/").content.decode()


def test_support_drafts_from_its_answers_and_publishes_nothing(ana: User, sign_in) -> None:
    sam = OperatorFactory(name="Sam")
    sam.groups.add(Group.objects.get(name="support"))
    client = sign_in(sam)
    question, _answer = ask_question(person=ana, text="Is there a lift in your office?", fallback="en")
    conversation = hand_over(person=ana, token=question.token)
    send_message(sender=sam, conversation_id=conversation.pk, body="Yes, at the back.", client_id=new_client_id())
    client.post(QUESTIONS, {"action": "turn_into_draft", "_selected_action": [question.pk]})
    draft = Article.objects.get(slug=f"question-{question.pk}")
    assert draft.body_en == "Yes, at the back."
    assert draft.history.get().history_user == sam
    assert client.post(f"{ARTICLES}{draft.pk}/change/", {"is_published": "on"}).status_code == 403
    words = {f"{name}_{tongue}": "Words" for name in ("title", "summary", "body") for tongue in ("en", "zh")}
    made = {"slug": "of-support", "category": "answers", "audience": "everyone", "position": "1", "is_published": "on"}
    inline = {"votes-TOTAL_FORMS": "0", "votes-INITIAL_FORMS": "0"}
    assert client.post(f"{ARTICLES}add/", made | words | inline).status_code == 302
    assert not Article.objects.get(slug="of-support").is_published
