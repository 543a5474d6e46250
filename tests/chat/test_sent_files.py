"""The list of a conversation's files and links."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.conversation_page.sent import links_of
from apps.chat.files.models import Form
from apps.chat.messages.outgoing import OutgoingMessage
from apps.chat.messages.services import recall_message
from apps.chat.models import Attachment, Conversation
from apps.chat.sending.batch import send_messages


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(owner: User, conversation: Conversation, form: Form, name: str, **facts: object) -> int:
    row = Attachment(conversation=conversation, uploader=owner, form=form, name=name, size=5, facts=facts)
    row.file.save(name, ContentFile(b"hello"))
    return row.pk


def say(sender: User, conversation: Conversation, body: str = "", *attachments: int) -> int:
    (sent,) = send_messages([OutgoingMessage(sender.pk, conversation.pk, body, uuid4(), attachments=attachments)])
    return sent.id


@pytest.fixture
def said(ana: User, ben: User, conversation: Conversation) -> dict[str, int]:
    return {
        "picture": say(ben, conversation, "", file(ben, conversation, Form.IMAGE, "office.png")),
        "document": say(ana, conversation, "", file(ana, conversation, Form.DOCUMENT, "简历.pdf", kind="pdf", pages=2)),
        "voice": say(ana, conversation, "", file(ana, conversation, Form.VOICE, "v.ogg", kind="ogg", seconds=14)),
        "link": say(ben, conversation, "See https://example.com/a_(b)) and （http://例子.cn/路）, or mail"),
    }


def listed(client, conversation: Conversation, kind: str, **query):
    path = reverse("conversation-files", args=[conversation.pk])
    return client.get(path, {"kind": kind} | query).json()


def test_what_was_sent_is_listed_by_kind_newest_first(said, ana, ben, conversation, sign_in):
    hers = sign_in(ana)
    for kind in ("picture", "document", "voice", "link"):
        results = listed(hers, conversation, {"voice": "voice"}.get(kind, f"{kind}s"))["results"]
        assert {one["message"] for one in results} == {said[kind]}
    links = [one["link"] for one in listed(hers, conversation, "links")["results"]]
    assert links == ["https://example.com/a_(b)", "http://例子.cn/路"]
    page = sign_in(ben).get(reverse("chat:sent", args=[conversation.pk]), {"kind": "documents"}).content.decode()
    assert "简历.pdf" in page
    assert "2 pages" in page
    page = sign_in(ben).get(reverse("chat:sent", args=[conversation.pk]), {"kind": "voice"}).content.decode()
    assert "Voice note (0:14)" in page


def test_what_was_recalled_is_gone_from_the_list(said, ana, ben, conversation, sign_in):
    waiting = file(ana, conversation, Form.DOCUMENT, "unsent.pdf", kind="pdf")
    for name, by in (("document", ana), ("link", ben)):
        recall_message(by=by, message_id=said[name])
    assert listed(sign_in(ben), conversation, "documents")["results"] == []
    assert listed(sign_in(ana), conversation, "links")["results"] == []
    assert Attachment.objects.filter(pk=waiting).exists()


@pytest.mark.parametrize("kind", ["pictures", "links"])
def test_it_comes_in_pages_that_miss_nothing(kind, ana, conversation, sign_in, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 0
    for number in range(5):
        if kind == "links":
            say(ana, conversation, f"https://example.com/{number}")
        else:
            say(ana, conversation, "", file(ana, conversation, Form.IMAGE, f"{number}.png"))
    hers, seen, before = sign_in(ana), [], None
    while True:
        page = listed(hers, conversation, kind, page_size=2, **({"before": before} if before else {}))
        assert len(page["results"]) <= 2
        seen += [one["seq"] for one in page["results"]]
        if (before := page["next"]) is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5


def test_strangers_and_nonsense_get_nothing(said, olga, ana, conversation, sign_in):
    path = reverse("conversation-files", args=[conversation.pk])
    assert sign_in(olga).get(path).status_code == 404
    assert sign_in(olga).get(reverse("chat:sent", args=[conversation.pk])).status_code == 404
    hers = sign_in(ana)
    for query in ({"kind": "secrets"}, {"before": "x"}, {"page_size": "-1"}):
        assert hers.get(path, query).status_code == 400
    page = hers.get(reverse("chat:sent", args=[conversation.pk]), {"kind": "x", "before": "9" * 30})
    assert page.status_code == 200


def test_a_scheme_that_could_do_harm_is_no_link():
    assert links_of("javascript:alert(1) data:text/html,x ftp://a.b xhttps://no.example") == []
    assert links_of("https://a.example/x. https://a.example/x") == ["https://a.example/x"]
