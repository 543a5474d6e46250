"""Previews of links: what a page says of itself below the message, when it is fetched, and when it goes."""

import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from apps.accounts.models import User
from apps.chat.links.models import LinkPage, LinkPreview
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.services import edit_message, recall_message
from apps.chat.models import Conversation, Message, PreviewRules, ScamWarning
from apps.chat.personal_data import erase
from apps.chat.previews.finding import first_link
from apps.chat.previews.reading import decoded, read_head
from apps.chat.previews.services import fetch_page, forget_empty_pages, waiting_pages
from apps.chat.previews.tasks import fetch_link
from apps.chat.scam.services import decide
from apps.chat.sending.services import new_client_id, send_message
from tests.outgoing.web import fake_web

PAGE = (
    "<html><head><title>Plain title</title><meta property='og:title' content='Quarterly &lt;b&gt;report'>"
    "<meta name=description content='What   we\u202e built'><meta property='og:site_name' content='The Journal'>"
    "<meta property='og:image' content='/cover.png'></head><body><title>No</title></body></html>"
)


@pytest.fixture
def web():
    cache.clear()
    with fake_web() as web:
        web.page("news.example/a", PAGE)
        yield web


@pytest.fixture
def worker(monkeypatch, drain, django_capture_on_commit_callbacks):
    """`worker()` handles what happened, and does what it asked workers to do."""
    asked: list[int] = []
    monkeypatch.setattr(fetch_link, "delay", asked.append)

    def run() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            drain()
        pages = list(asked)
        asked.clear()
        for page in pages:
            fetch_page(page_id=page)
        return len(pages)

    return run


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=new_client_id())
    return Message.objects.get(pk=sent.id)


def preview_of(message: Message) -> dict | None:
    return message_dict(Message.objects.get(pk=message.pk))["preview"]


def test_both_sides_see_what_the_page_says_of_itself(conversation, ana, ben, web, worker, sign_in):
    message = say(ana, conversation, "Read http://news.example/a, then http://news.example/b")
    rev = Message.objects.get(pk=message.pk).rev
    assert worker() == 1
    shown = preview_of(message)
    assert shown == {
        "url": "http://news.example/a",
        "host": "news.example",
        "site": "The Journal",
        "title": "Quarterly <b>report",
        "description": "What we built",
        "picture": None,
    }
    assert Message.objects.get(pk=message.pk).rev > rev
    for person in (ana, ben):
        html = sign_in(person).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
        assert "Quarterly &lt;b&gt;report" in html
        assert ('data-part="preview-out"' in html.split('<template id="message">')[0]) == (person == ana)
    said = sign_in(ben).get(reverse("conversation-messages", args=[conversation.pk])).json()
    assert said["messages"][-1]["preview"]["title"] == "Quarterly <b>report"


def test_the_picture_is_redrawn_and_kept_here_for_who_takes_part(conversation, ana, ben, olga, web, worker, sign_in):
    drawn = io.BytesIO()
    Image.new("RGB", (900, 500), "teal").save(drawn, "PNG")
    web.page("news.example/cover.png", drawn.getvalue(), content_type="image/png")
    message = say(ana, conversation, "http://news.example/a")
    worker()
    shown = preview_of(message)
    assert shown["picture"] == reverse("message-preview-picture", args=[message.pk])
    answer = sign_in(ben).get(shown["picture"])
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).size == (320, 320)
    assert sign_in(olga).get(shown["picture"]).status_code == 404
    recall_message(by=ana, message_id=message.pk)
    assert sign_in(ben).get(shown["picture"]).status_code == 404


def test_a_page_is_fetched_once_for_all_who_name_it_and_anew_after_a_week(conversation, ana, ben, web, worker):
    first, second = (say(person, conversation, "http://news.example/a") for person in (ana, ben))
    worker()
    worker()
    assert [place for _method, place, *_rest in web.asked].count("news.example/a") == 1
    assert preview_of(first) == preview_of(second) is not None
    web.page("news.example/a", "<title>Today</title>")
    LinkPage.objects.update(until=timezone.now())
    third = say(ben, conversation, "http://news.example/a")
    worker()
    assert preview_of(third)["title"] == "Today"
    assert preview_of(first)["title"] == "Quarterly <b>report"


def test_its_sender_takes_it_away_for_good_and_nobody_else_may(conversation, ana, ben, olga, web, worker, sign_in):
    message = say(ana, conversation, "http://news.example/a")
    worker()
    url = reverse("message-preview", args=[message.pk])
    assert sign_in(olga).delete(url).status_code == 404
    assert sign_in(ben).delete(url).status_code == 403
    assert preview_of(message)
    for _again in range(2):
        assert sign_in(ana).delete(url).json()["preview"] is None
    assert not LinkPage.objects.exists()
    edit_message(by=ana, message_id=message.pk, body="See http://news.example/a")
    worker()
    assert preview_of(message) is None


def test_an_edit_brings_another_page_or_none(conversation, ana, web, worker):
    web.page("news.example/b", "<title>Second</title>")
    message = say(ana, conversation, "http://news.example/a")
    worker()
    edit_message(by=ana, message_id=message.pk, body="http://news.example/b")
    assert preview_of(message) is None
    worker()
    assert preview_of(message)["title"] == "Second"
    edit_message(by=ana, message_id=message.pk, body="Never mind")
    worker()
    assert preview_of(message) is None
    assert not LinkPage.objects.exists()


def test_what_is_recalled_or_erased_shows_nothing_and_leaves_nothing(conversation, ana, ben, web, worker):
    recalled, erased = say(ana, conversation, "http://news.example/a"), say(ben, conversation, "http://news.example/a")
    worker()
    recall_message(by=ana, message_id=recalled.pk)
    worker()
    assert preview_of(recalled) is None
    assert preview_of(erased)
    erase(ben)
    assert not LinkPreview.objects.exists()
    assert not LinkPage.objects.exists()


def test_no_page_is_opened_for_a_link_that_readers_are_warned_of(conversation, ben, web, worker):
    message = say(ben, conversation, "恭喜通过面试，先交300元押金，明天安排上班。http://news.example/a")
    assert worker() == 0
    assert ScamWarning.objects.filter(message=message).exists()
    assert not LinkPreview.objects.exists()
    later = say(ben, conversation, "http://news.example/a")
    worker()
    assert preview_of(later)
    warning = ScamWarning.objects.create(message=later, family="phishing", confidence=1, version="test")
    decide(warning=warning, verdict="scam", by=ben)
    worker()
    assert preview_of(later) is None


def test_operators_switch_it_off_or_leave_sites_alone(conversation, ana, web, worker, settings):
    settings.SITE_URL = "https://talk.example"
    PreviewRules.objects.create(pk=1, skipped="EXAMPLE\n\nbank.test")
    for body in ("http://news.example/a", "https://www.bank.test/", "https://talk.example/inbox/3/", "no link"):
        say(ana, conversation, body)
    assert worker() == 0
    PreviewRules.objects.update(skipped="", is_on=False)
    say(ana, conversation, "http://news.example/a")
    assert worker() == 0
    PreviewRules.objects.update(is_on=True, has_pictures=False)
    say(ana, conversation, "http://news.example/a")
    assert worker() == 1
    assert "news.example/cover.png" not in [place for _method, place, *_rest in web.asked]


def test_a_site_that_wants_no_robots_is_left_alone(conversation, ana, web, worker):
    web.page("news.example/robots.txt", "User-agent: *\nDisallow: /\n", content_type="text/plain")
    message = say(ana, conversation, "http://news.example/a")
    worker()
    assert preview_of(message) is None
    assert [place for _method, place, *_rest in web.asked] == ["news.example/robots.txt"]


@pytest.mark.parametrize("url", ["http://127.0.0.2/", "http://169.254.169.254/latest/", "http://inside.example/"])
def test_inside_addresses_are_never_visited(conversation, ana, web, worker, url: str):
    web.names["inside.example"] = [["10.0.0.1"]]
    message = say(ana, conversation, url)
    worker()
    assert not web.connected
    assert preview_of(message) is None
    assert LinkPage.objects.get().state == LinkPage.State.NOTHING


def test_a_site_that_doesnt_answer_is_asked_three_times_and_what_had_nothing_is_forgotten(
    conversation, ana, web, worker
):
    say(ana, conversation, "http://nowhere.example/")
    worker()
    now = timezone.now()
    for minutes in (3, 6, 9):
        at = now + timedelta(minutes=minutes)
        for page in waiting_pages(now=at):
            fetch_page(page_id=page, now=at)
    page = LinkPage.objects.get()
    assert (page.state, page.attempts) == (LinkPage.State.NOTHING, 3)
    forget_empty_pages(now=now + timedelta(hours=7))
    assert not LinkPage.objects.exists()


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("看 https://example.com/职位?id=3，谢谢", "https://example.com/职位?id=3"),
        ("(see http://example.com/a_(b)).", "http://example.com/a_(b)"),
        ("ftp://example.com mailto:a@b.c www.example.com", ""),
        ("HTTPS://Example.com!", "HTTPS://Example.com"),
        ("xhttp://example.com", ""),
    ],
)
def test_the_first_address_is_the_link(text: str, link: str):
    assert first_link(text) == link


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("<title>招聘</title>".encode("gb18030"), "text/html; charset=GB2312"),
        ("<meta charset=gbk><title>招聘</title>".encode("gb18030"), "text/html"),
        ("<title>招聘</title>".encode("gb18030"), "text/html"),
        ("<title>招聘</title>".encode(), "text/html; charset=unicode_escape"),
        ("<title>招聘</title>".encode("big5"), "text/html; charset=big5"),
        ("\ufeff<title>招聘</title>".encode("utf-16-le"), "text/html; charset=utf-8"),
        ("<title>招聘</title>".encode()[:-1] + "聘".encode()[:2], "text/html"),
    ],
)
def test_chinese_pages_are_read_in_whatever_they_are_written(data: bytes, content_type: str):
    assert "招聘" in decoded(data, content_type)


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE [<![x", "<title>", "<" * 100_000, "<meta " + "a=b " * 50_000, "\x00" * 9000, ""]
)
def test_hostile_pages_are_read_without_harm(page: str):
    head, _files = read_head(page.encode(), "text/html")
    assert set(head) == {"title", "description", "site", "picture"}
