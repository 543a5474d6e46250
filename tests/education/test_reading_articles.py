from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.education.articles.reading import opened_token
from apps.education.models import Article, ArticleVote, Reading
from apps.events.models import OutboxEvent

HTMX = {"HTTP_HX_REQUEST": "true"}
URL = "/help/stay-safe/"


class Tags(HTMLParser):
    """What a browser makes of a text: its tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))


@pytest.fixture
def article(db: None) -> Article:
    return Article.objects.get(slug="stay-safe")


def test_everybody_may_read(client: Client, ana: User, sign_in) -> None:
    for reader in (client, sign_in(ana)):
        page = reader.get(URL).content.decode()
        assert '<h2 id="part-1">Three times no</h2>' in page
        assert "On this page" in page


def test_it_is_read_in_the_readers_language(ana: User, sign_in) -> None:
    ana.language = "zh-hans"
    ana.save()
    page = sign_in(ana).get(URL).content.decode()
    assert "三个“不”" in page
    assert "Three times no" not in page


def test_what_is_not_published_is_not_there(client: Client, ana: User, sign_in, article: Article) -> None:
    article.is_published = False
    article.save()
    for reader in (client, sign_in(ana)):
        assert reader.get(URL).status_code == 404
        assert "Stay safe" not in reader.get("/help/").content.decode()
    assert sign_in(ana).post(f"{URL}vote/", {"helpful": "yes"}).status_code == 404
    assert client.get("/help/no-such-article/").status_code == 404


def test_nobody_is_shown_what_is_written_for_others_first(ana: User, ben: User, client: Client, sign_in) -> None:
    hiring, seeking = "Post a job, or import many", "Upload your résumé and correct what was read"
    assert hiring not in sign_in(ana).get("/help/").content.decode()
    assert seeking not in sign_in(ben).get("/help/").content.decode()
    page = client.get("/help/").content.decode()
    assert hiring in page
    assert seeking in page
    assert sign_in(ana).get("/help/post-and-import-jobs/").status_code == 200


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/track.gif)",
        "<svg/onload=alert(1)>",
        "### <iframe src=//x>",
        '[x](https://a.example "\\" onmouseover=\\"alert(1)")',
        '<https://x.example/"onclick=alert(1)>',
        "`<script>`\n\n```\n</code><script>alert(1)</script>\n```",
    ],
)
def test_no_script_gets_out_of_an_article(client: Client, article: Article, source: str) -> None:
    article.body_en = f"### First\n\n{source}\n"
    article.title_en = "<b>Title</b><script>alert(2)</script>"
    article.save()
    page = client.get(URL).content.decode()
    found = Tags()
    found.feed(page[page.index('<article class="prose"') : page.index('id="vote"')])
    names = {name for name, _attributes in found.tags}
    assert not names & {"script", "img", "svg", "iframe", "style", "object"}
    for _name, attributes in found.tags:
        assert not [key for key in attributes if key.startswith("on")]
        assert urlsplit(attributes.get("href", "")).scheme in ("", "http", "https", "mailto")
    assert "<script>alert(2)" not in page


def test_one_says_whether_it_helped_and_why_not(ana: User, article: Article, sign_in) -> None:
    client = sign_in(ana)
    assert "What would make it better?" in client.post(f"{URL}vote/", {"helpful": "no"}, **HTMX).content.decode()
    said = {"helpful": "no", "reason": "unclear", "comment": "Which loan?"}
    assert "it didn't help" in client.post(f"{URL}vote/", said, **HTMX).content.decode()
    vote = ArticleVote.objects.get()
    assert (vote.person, vote.is_helpful, vote.reason, vote.comment) == (ana, False, "unclear", "Which loan?")
    client.post(f"{URL}vote/", {"helpful": "yes", "reason": "wrong", "comment": "left over"}, **HTMX)
    vote.refresh_from_db()
    assert (vote.is_helpful, vote.reason, vote.comment) == (True, "", "")
    assert ArticleVote.objects.count() == 1


@pytest.mark.parametrize(
    "said", [{}, {"helpful": "maybe"}, {"helpful": "no", "reason": "boring"}, {"helpful": "no", "comment": "x" * 501}]
)
def test_a_vote_that_means_nothing_is_refused(ana: User, article: Article, sign_in, said: dict[str, str]) -> None:
    assert sign_in(ana).post(f"{URL}vote/", said, **HTMX).status_code == 422
    assert not ArticleVote.objects.exists()


def test_visitors_neither_vote_nor_count_as_readers(client: Client, article: Article) -> None:
    assert client.post(f"{URL}vote/", {"helpful": "yes"}).status_code == 302
    assert client.post(f"{URL}read/", {"token": "x"}).status_code == 302
    assert "data-reading" not in client.get(URL).content.decode()


def test_reading_to_the_end_is_a_deed_once(ana: User, article: Article, sign_in) -> None:
    token = opened_token(article=article, person=ana)
    with time_machine.travel(timezone.now() + timedelta(seconds=9)):
        client = sign_in(ana)
        for _ in range(3):
            assert client.post(f"{URL}read/", {"token": token}).status_code == 204
    assert Reading.objects.get().person == ana
    event = OutboxEvent.objects.get(kind="education.article_read")
    assert event.payload == {"article": article.pk, "person": ana.pk}


def test_nobody_reads_in_an_instant(ana: User, article: Article, sign_in) -> None:
    token = opened_token(article=article, person=ana)
    assert sign_in(ana).post(f"{URL}read/", {"token": token}).status_code == 409
    assert not Reading.objects.exists()


def test_a_token_is_for_one_person_and_one_article(ana: User, olga: User, article: Article, sign_in) -> None:
    tokens = [
        opened_token(article=article, person=ana),
        opened_token(article=Article.objects.get(slug="levels"), person=olga),
        "",
        "forged:token:here",
        "\x00",
    ]
    with time_machine.travel(timezone.now() + timedelta(seconds=9)):
        for token in tokens:
            assert sign_in(olga).post(f"{URL}read/", {"token": token}).status_code == 400
    assert not Reading.objects.exists()
