import pytest
from django.contrib.auth.models import Group
from knox.models import AuthToken
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.education.articles.shipped import shipped_articles
from apps.education.assistant.answering import KNOWN
from apps.education.models import Article, Question
from tests.people import OperatorFactory

NOT_FOR_OPERATORS = len([one for one in shipped_articles().values() if one["audience"] != "operator"])


@pytest.fixture
def api():
    def client_of(person: User | None) -> APIClient:
        client = APIClient()
        if person is not None:
            client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(person)[1]}")
        return client

    return client_of


def test_articles_are_listed_filtered_and_read_by_everybody(api, db: None) -> None:
    client = api(None)
    assert client.get("/api/v1/articles/").json()["count"] == NOT_FOR_OPERATORS
    assert client.get("/api/v1/articles/?category=points").json()["count"] == len(
        [article for article in shipped_articles().values() if article["category"] == "points"]
    )
    recruiting = client.get("/api/v1/articles/?audience=recruiter").json()["results"]
    assert {one["audience"] for one in recruiting} == {"recruiter"}
    found = client.get("/api/v1/articles/", {"q": "培训贷"}).json()["results"]
    assert [one["slug"] for one in found] == ["stay-safe"]
    article = client.get("/api/v1/articles/stay-safe/").json()
    assert '<h2 id="part-1">' in article["html_zh"]
    assert article["url"] == "/help/stay-safe/"


def test_what_is_written_for_operators_is_theirs_alone(api, ana: User, sign_in) -> None:
    slug, words = "rules-and-dry-runs", "Try it first"
    assert words in sign_in(OperatorFactory()).get(f"/help/{slug}/").content.decode()
    assert api(OperatorFactory()).get(f"/api/v1/articles/{slug}/").status_code == 200
    ask = {"question": "How do I pause a rule?"}
    assert api(OperatorFactory()).post("/api/v1/help/ask/", ask).json()["source"]["slug"] == slug
    for person in (None, ana):
        assert api(person).get(f"/api/v1/articles/{slug}/").status_code == 404
    client = sign_in(ana)
    assert client.get(f"/help/{slug}/").status_code == 404
    assert slug not in client.get("/help/").content.decode()
    assert slug not in client.get("/search/", {"q": "dry run"}).content.decode()
    answer = api(ana).post("/api/v1/help/ask/", ask).json()
    assert slug not in str(answer)
    assert api(ana).post(f"/api/v1/help/questions/{answer['question']}/choose/", {"article": slug}).status_code == 404


def test_drafts_are_nobodys(api, ana: User) -> None:
    Article.objects.filter(slug="stay-safe").update(is_published=False)
    for person in (None, ana):
        assert api(person).get("/api/v1/articles/stay-safe/").status_code == 404
        assert api(person).get("/api/v1/articles/").json()["count"] == NOT_FOR_OPERATORS - 1


@pytest.mark.parametrize("query", ["category=nonsense", "audience=%00", "page=0", "page=x"])
def test_filters_that_mean_nothing_are_refused(api, db: None, query: str) -> None:
    assert api(None).get(f"/api/v1/articles/?{query}").status_code in (400, 404)


def test_an_answer_comes_with_its_source(api, ana: User) -> None:
    response = api(ana).post("/api/v1/help/ask/", {"question": "how do I take a message back?"})
    answer = response.json()
    assert response.status_code == 200
    assert answer["known"] is True
    assert answer["source"]["slug"] == "recall-a-message"
    assert answer["answer"] in Article.objects.get(slug="recall-a-message").body_en
    assert KNOWN <= answer["probability"] <= 1


def test_what_is_not_known_has_no_answer(api, ana: User) -> None:
    answer = api(ana).post("/api/v1/help/ask/", {"question": "what is the capital of Australia"}).json()
    assert (answer["known"], answer["answer"], answer["source"]) == (False, None, None)
    assert len(answer["nearest"]) == 2


@pytest.mark.parametrize(
    "body", [{}, {"question": ""}, {"question": "a\x00b"}, {"question": "x" * 8001}, {"question": []}]
)
def test_bad_questions_are_400(api, ana: User, body: dict[str, object]) -> None:
    assert api(ana).post("/api/v1/help/ask/", body, format="json").status_code == 400
    assert not Question.objects.exists()


def test_visitors_do_not_ask_over_the_api(api, db: None) -> None:
    assert api(None).post("/api/v1/help/ask/", {"question": "hello there"}).status_code == 401
    assert api(None).post("/api/v1/help/hand-over/", {"text": "hello there"}).status_code == 401


def test_handing_over_happens_once_for_a_key(api, ana: User, olga: User) -> None:
    OperatorFactory(name="Sam").groups.add(Group.objects.get(name="support"))
    token = api(ana).post("/api/v1/help/ask/", {"question": "what is the capital of Australia"}).json()["question"]
    assert api(olga).post("/api/v1/help/hand-over/", {"question": token}).status_code == 404
    client = api(ana)
    answers = [
        client.post("/api/v1/help/hand-over/", {"question": token}, HTTP_IDEMPOTENCY_KEY="one") for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    conversation = Conversation.objects.get(kind="support")
    assert answers[0].json() == {"conversation": conversation.pk, "usual_wait_minutes": None}


@pytest.mark.parametrize("body", [{}, {"question": "x"}, {"text": ""}, {"text": "hi there", "question": "x"}])
def test_a_hand_over_says_what_it_is_about(api, ana: User, body: dict[str, str]) -> None:
    assert api(ana).post("/api/v1/help/hand-over/", body, format="json").status_code == 400
