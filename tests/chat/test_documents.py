"""Documents in messages: kept as they came, saved by who may read the message, looked at by a scanner."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.accounts.segments.services import set_trait
from apps.chat.messages.services import recall_message
from apps.chat.models import Attachment, Conversation, Message
from tests.matching import documents
from tests.people import OperatorFactory
from tests.uploads import office_files
from tests.uploads.clamd import EICAR, clamd

HERE = "/api/v1/attachments/"


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(client, conversation: Conversation, data: bytes, name: str):
    return client.post(HERE, {"conversation": conversation.pk, "file": SimpleUploadedFile(name, data)})


def send(client, conversation: Conversation, *attachments: int):
    body = {"body": "", "attachments": list(attachments), "client_id": str(uuid4())}
    path = f"/api/v1/conversations/{conversation.pk}/messages/"
    return client.post(path, body, content_type="application/json").json()


def test_a_document_is_saved_as_it_came_under_its_chinese_name(
    ana: User, ben: User, olga: User, conversation: Conversation, sign_in
):
    hers, his, strangers = sign_in(ana), sign_in(ben), sign_in(olga)
    content = documents.pdf("My resume", pages=2)
    uploaded = upload(hers, conversation, content, "../张三 简历（最新）.exe").json()
    assert uploaded["name"] == "张三 简历（最新）.pdf"
    assert (uploaded["form"], uploaded["facts"]) == ("document", {"kind": "pdf", "pages": 2})
    assert his.get(uploaded["url"]).status_code == 404
    sent = send(hers, conversation, uploaded["id"])
    assert (sent["kind"], sent["attachments"]) == ("file", [uploaded])
    answer = his.get(uploaded["url"])
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(uploaded['name'])}"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert his.get(uploaded["thumbnail"])["Content-Type"] == "image/webp"
    for path in (uploaded["url"], uploaded["thumbnail"]):
        assert strangers.get(path).status_code == 404
    recall_message(by=ana, message_id=sent["id"])
    for path in (uploaded["url"], uploaded["thumbnail"]):
        assert his.get(path).status_code == 404


def test_the_page_shows_name_kind_and_size_without_a_script(ana: User, ben: User, conversation: Conversation, sign_in):
    hers = sign_in(ana)
    pack = office_files.packed({f"{number}.png": b"1" for number in range(7)} | {"作品.psd": b"1"})
    ids = [
        upload(hers, conversation, pack, "作品集.zip").json()["id"],
        upload(hers, conversation, documents.docx("<b>Backend</b> engineer"), "cv.docx").json()["id"],
    ]
    sent = send(hers, conversation, *ids)
    page = sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert "作品集.zip" in page
    assert "8 files" in page
    assert "and 3 more" in page
    assert "&lt;b&gt;Backend&lt;/b&gt; engineer" in page
    assert reverse("attachment-file", args=[ids[0]]) in page
    inbox = sign_in(ben).get(reverse("chat:inbox")).content.decode()
    assert "File: 作品集.zip" in inbox
    assert Message.objects.get(pk=sent["id"]).kind == "file"


def test_a_repeat_of_a_message_with_a_document_is_the_same_message(ana: User, conversation: Conversation, sign_in):
    hers = sign_in(ana)
    uploaded = upload(hers, conversation, b"Thursday at three", "notes.txt").json()
    body = {"body": "", "attachments": [uploaded["id"]], "client_id": str(uuid4())}
    path = f"/api/v1/conversations/{conversation.pk}/messages/"
    first, second = (hers.post(path, body, content_type="application/json").json() for _ in range(2))
    assert first == second


def test_the_limit_of_the_installation_grows_by_a_privilege(ana: User, conversation: Conversation, sign_in, settings):
    settings.CHAT_FILE_MEGABYTES = 1
    hers = sign_in(ana)
    large = b"word " * 250_000
    refused = upload(hers, conversation, large, "notes.txt")
    assert (refused.status_code, refused.json()["errors"][0]["detail"]) == (413, "This file is larger than 1 MB.")
    set_trait(person=ana, key="file_megabytes", value="2", source="levels")
    assert upload(hers, conversation, large, "notes.txt").status_code == 201


def test_who_is_blocked_adds_no_file_and_keeps_what_was_sent(ana: User, ben: User, conversation: Conversation, sign_in):
    hers = sign_in(ana)
    uploaded = upload(hers, conversation, b"Thursday at three", "notes.txt").json()
    send(hers, conversation, uploaded["id"])
    block(blocker=ben, blocked=ana)
    assert upload(hers, conversation, b"And again", "more.txt").status_code == 403
    messages = hers.get(f"/api/v1/conversations/{conversation.pk}/messages/")
    assert (messages.status_code, hers.get(uploaded["url"]).status_code) == (200, 200)


def test_a_scanner_refuses_a_virus_and_one_that_is_away_lets_nothing_in(
    ana: User, conversation: Conversation, sign_in, settings
):
    hers = sign_in(ana)
    with clamd() as settings.CLAMD_URL:
        infected = upload(hers, conversation, EICAR, "eicar.txt")
        assert (infected.status_code, infected.json()["errors"][0]["code"]) == (400, "file_infected")
        assert upload(hers, conversation, office_files.packed({"a": b"1"}), "a.zip").status_code == 201
    assert Attachment.objects.get().scanned_at is not None
    hers.raise_request_exception = False
    away = upload(hers, conversation, b"Fine", "fine.txt")
    assert (away.status_code, away.json()["errors"][0]["code"]) == (503, "scanner_away")


def test_the_console_says_what_nobody_scanned_and_no_name(ana: User, conversation: Conversation, sign_in):
    upload(sign_in(ana), conversation, b"Fine", "secret plan.txt")
    supporter = OperatorFactory()
    supporter.groups.add(Group.objects.get(name="support"))
    console = sign_in(supporter)
    page = console.get(reverse("admin:chat_attachment_changelist")).content.decode()
    assert "not scanned" in page
    assert "secret plan" not in page
    clean = console.get(reverse("admin:chat_attachment_changelist") + "?scanned=yes").content.decode()
    assert "not scanned" not in clean.split("result_list")[-1]


def test_it_may_carry_ten_and_no_more(ana: User, conversation: Conversation, sign_in):
    hers = sign_in(ana)
    ids = [upload(hers, conversation, b"Thursday at three", f"{n}.txt").json()["id"] for n in range(11)]
    assert send(hers, conversation, *ids)["errors"][0]["code"] in ("unknown_attachment", "max_length")
    assert len(send(hers, conversation, *ids[:10])["attachments"]) == 10
