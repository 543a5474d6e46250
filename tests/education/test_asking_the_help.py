from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.education.assistant import answering
from apps.education.assistant.answering import KNOWN
from apps.education.assistant.limits import QUESTIONS_A_MINUTE, count_question
from apps.education.models import Article, AskTally, Question
from apps.errors import RateLimited
from apps.events.models import OutboxEvent

HTMX = {"HTTP_HX_REQUEST": "true"}


def ask(client: Client, text: str, **headers: str):
    return client.post("/help/ask/", {"q": text}, **(HTMX | headers))


def test_an_answer_is_quoted_with_its_source(ana: User, sign_in) -> None:
    page = ask(sign_in(ana), "how do I take a message back?").content.decode()
    assert "Open the menu of the message" in page
    assert '/help/recall-a-message/#part-1"' in page
    question = Question.objects.get()
    assert (question.person, question.outcome, question.language) == (ana, "answered", "en")
    assert question.article is not None
    assert question.article.slug == "recall-a-message"
    assert KNOWN <= question.probability <= 1


def test_a_chinese_question_gets_a_chinese_answer_whatever_the_interface(ana: User, sign_in) -> None:
    page = ask(sign_in(ana), "怎么撤回发错的消息").content.decode()
    assert "打开消息的菜单" in page
    assert 'lang="zh-Hans"' in page


def test_a_mixed_question_is_answered_in_the_interface_language(ana: User, sign_in) -> None:
    ana.language = "zh-hans"
    ana.save()
    ask(sign_in(ana), "read receipts 怎么 turn off 关掉")
    assert Question.objects.get().language == "zh"


def test_it_says_when_it_does_not_know_and_names_what_comes_near(ana: User, sign_in) -> None:
    page = ask(sign_in(ana), "what is the capital of Australia").content.decode()
    assert "I don't know this one" in unescape(page)
    assert page.count('class="help-entry"') == 2
    assert "Ask a person" in page
    assert Question.objects.get().outcome == "unsure"
    assert Question.objects.get().answer == ""


@pytest.mark.parametrize("nothing", ["你好", "ok", "hello", "谢谢", "👍👍👍👍", "？？？"])
def test_what_asks_nothing_gets_no_answer(ana: User, sign_in, nothing: str) -> None:
    page = ask(sign_in(ana), nothing).content.decode()
    assert "Say in a sentence" in page
    assert Question.objects.get().probability == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Please write your question"),
        ("   \n ", "Please write your question"),
        ("how \x00 do I", "Please write your question"),
        ("x" * 8001, "up to 1,000 characters"),
        ("为" * 1001, "up to 1,000 characters"),
    ],
)
def test_what_is_no_question_is_refused_in_words(ana: User, sign_in, text: str, says: str) -> None:
    response = ask(sign_in(ana), text)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "text", ["😀" * 1000, "🏳️‍🌈 help 🏳️‍🌈", "\u202eevil", "a" * 1000, "'; DROP TABLE--", "%s {0} {{ x }}"]
)
def test_strange_questions_do_no_harm(ana: User, sign_in, text: str) -> None:
    assert ask(sign_in(ana), text).status_code == 200
    assert Question.objects.get().text == text


def test_a_question_is_shown_as_text(ana: User, sign_in) -> None:
    page = ask(sign_in(ana), "<script>alert(1)</script> recall message").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_visitors_ask_as_well_and_are_led_to_sign_in_for_a_person(client: Client, db: None) -> None:
    page = ask(client, "what is the capital of Australia").content.decode()
    assert "/account/login/?next=%2Fhelp%2F%3Fq%3Dwhat%2Bis" in page
    assert 'action="/help/person/"' not in page
    assert Question.objects.get().person is None


def test_without_javascript_the_answer_is_a_page(client: Client, db: None) -> None:
    response = client.post("/help/ask/", {"q": "how do I take a message back?"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "<html" in page
    assert "Open the menu of the message" in page
    assert client.post("/help/ask/", {"q": ""}).status_code == 200


def test_what_is_written_for_ones_own_role_comes_first(ana: User, ben: User, sign_in) -> None:
    question = "第一条消息怎么写"
    hers = ask(sign_in(ana), question).content.decode()
    assert 'href="/help/first-message-that-gets-answered/' in hers
    assert "first-message-to-a-candidate" not in hers
    his = ask(sign_in(ben), question).content.decode()
    assert "first-message-to-a-candidate" in his
    assert "Recruiters" in his


def test_what_is_written_for_others_is_found_by_who_asks_for_it(ana: User, sign_in) -> None:
    ask(sign_in(ana), "how do I post a job")
    article = Question.objects.get().article
    assert article is not None
    assert article.slug == "post-and-import-jobs"


def test_a_change_of_an_article_is_known_to_the_next_question(ana: User, sign_in) -> None:
    question = "how do I take a message back?"
    article = Article.objects.get(slug="recall-a-message")
    article.body_en = article.body_en.replace("choose **Recall**", "choose the **purple button**")
    article.save()
    assert "purple button" in ask(sign_in(ana), question).content.decode()
    article.is_published = False
    article.save()
    assert "/help/recall-a-message/" not in ask(sign_in(ana), question).content.decode()


def test_without_articles_it_knows_nothing(ana: User, sign_in) -> None:
    Article.objects.all().delete()
    page = ask(sign_in(ana), "how do I recall a message").content.decode()
    assert "I don't know this one" in unescape(page)
    assert "No articles yet" in sign_in(ana).get("/help/").content.decode()


def test_too_many_questions_have_to_wait(ana: User, ben: User, sign_in) -> None:
    client = sign_in(ana)
    with time_machine.travel(timezone.now(), tick=False):  # a slow machine must not reach the next minute
        statuses = [ask(client, "ok").status_code for _ in range(QUESTIONS_A_MINUTE + 2)]
    assert 429 in statuses
    assert statuses[0] == 200
    assert ask(sign_in(ben), "ok").status_code == 200


def test_the_limit_holds_without_a_cache_and_over_processes(ana: User, ben: User, settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    with time_machine.travel("2026-03-04T12:00:10+00:00", tick=False):
        for _question in range(QUESTIONS_A_MINUTE):
            count_question(asker=str(ana.pk), is_visitor=False)
        with pytest.raises(RateLimited) as refusal:
            count_question(asker=str(ana.pk), is_visitor=False)
        assert refusal.value.retry_after == 50
        count_question(asker=str(ben.pk), is_visitor=False)
    with time_machine.travel("2026-03-04T14:01:00+00:00", tick=False):
        count_question(asker=str(ana.pk), is_visitor=False)
    assert AskTally.objects.count() == 1, "who asked when isn't kept"


def test_asking_is_an_event(ana: User, sign_in) -> None:
    ask(sign_in(ana), "how do I take a message back?")
    event = OutboxEvent.objects.get(kind="education.question_asked")
    assert event.payload["person"] == ana.pk
    assert event.payload["outcome"] == "answered"


def test_one_says_whether_it_solved_it(ana: User, sign_in) -> None:
    client = sign_in(ana)
    ask(client, "how do I take a message back?")
    question = Question.objects.get()
    page = client.post(f"/help/questions/{question.token}/", {"solved": "no"}, **HTMX).content.decode()
    assert "Ask a person" in page
    question.refresh_from_db()
    assert question.is_solved is False
    client.post(f"/help/questions/{question.token}/", {"solved": "yes"}, **HTMX)
    question.refresh_from_db()
    assert question.is_solved is True


def test_nobody_else_says_it(ana: User, olga: User, sign_in, client: Client) -> None:
    ask(sign_in(ana), "how do I take a message back?")
    url = f"/help/questions/{Question.objects.get().token}/"
    assert sign_in(olga).post(url, {"solved": "yes"}).status_code == 404
    assert client.post(url, {"solved": "yes"}).status_code == 404
    assert Question.objects.get().is_solved is None


def test_a_visitor_says_it_by_the_token_alone(client: Client, db: None) -> None:
    ask(client, "how do I take a message back?")
    client.post(f"/help/questions/{Question.objects.get().token}/", {"solved": "yes"}, **HTMX)
    assert Question.objects.get().is_solved is True


def test_the_page_asks_what_its_address_says(client: Client, db: None) -> None:
    page = client.get("/help/", {"q": '"><script>'}).content.decode()
    assert 'hx-trigger="submit, load"' in page
    assert "&quot;&gt;&lt;script&gt;" in page
    assert 'hx-trigger="submit, load"' not in client.get("/help/").content.decode()


def test_pages_need_few_queries(
    ana: User, sign_in, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in = sign_in(ana)
    ask(signed_in, "warm up the library")
    for path in ("/help/", "/help/stay-safe/"):
        client.get(path)
        with django_assert_max_num_queries(3):
            client.get(path)
    with django_assert_max_num_queries(12):
        signed_in.get("/help/")
    with django_assert_max_num_queries(15):  # four of them for what else fits
        ask(signed_in, "how do I take a message back?")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("How do points work?", "Points exist for one reason"),
        ("积分怎么算？", "积分只为一件事"),
        ("Why are my points still pending?", "An award for an answer begins as pending"),
        ("how do I earn points", "Recruiters: 10 points"),
        ("where can I see my points", "Points lists each award"),
    ],
)
def test_the_part_that_fits_is_quoted_and_the_whole_is_answered_by_how_it_opens(question, beginning):
    passage = answering.ask(question, person=None, fallback="en").passage
    assert passage is not None
    assert passage.article.slug == "how-points-work"
    assert passage.text.startswith(beginning)


@pytest.mark.django_db
def test_an_article_typed_in_a_browser_is_quoted_too():
    words = {
        "title": "Falconry leave",
        "summary": "Who may take it.",
        "body": "Everybody may.\r\n\r\n### How\r\nAsk first.",
    }
    Article.objects.create(
        slug="falconry",
        is_published=True,
        **{f"{name}_{tongue}": text for name, text in words.items() for tongue in ("en", "zh")},
    )
    passage = answering.ask("falconry leave", person=None, fallback="en").passage
    assert passage is not None
    assert "Ask first." in passage.text
