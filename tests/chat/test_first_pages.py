"""First pages of office files: drawn by a worker after the upload, shown to both sides without a reload."""

from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.files import reading
from apps.chat.files.services import remove_unsent, upload_file
from apps.chat.first_pages import services
from apps.chat.first_pages.services import draw_page, waiting_pages
from apps.chat.first_pages.tasks import draw_page as draw_page_task
from apps.chat.messages.services import recall_message
from apps.chat.models import Attachment, Conversation, Preset, PresetFile
from apps.chat.presets.files import keep_with, lay_out, read_for
from apps.chat.sending.services import send_message
from apps.errors import Overloaded
from tests.matching import documents
from tests.realtime.client import Socket

ATTACHMENT = "chat.attachment"
PAGE = ({"width": 320, "height": 452}, b"RIFF....WEBP")


@pytest.fixture(autouse=True)
def _libreoffice(settings, tmp_path, monkeypatch):
    """Installed, and as quick as can be."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(reading, "_office_program", lambda kind: "soffice" if kind == "docx" else None)
    draws(monkeypatch, lambda: PAGE)


def draws(monkeypatch, what) -> None:
    monkeypatch.setattr(services, "draw_office_page", lambda _content, _kind: what())


def document(name: str = "cv.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, documents.docx("Five years"))


def uploaded(person: User, conversation: Conversation) -> Attachment:
    return upload_file(uploader=person, conversation_id=conversation.pk, file=document())


def send(person: User, conversation: Conversation, attachment: Attachment) -> int:
    return send_message(
        sender=person, conversation_id=conversation.pk, body="", client_id=uuid4(), attachments=(attachment.pk,)
    ).id


def files_in(folder) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_the_upload_asks_a_worker_and_waits_for_nobody(
    ana: User, ben: User, conversation: Conversation, sign_in, monkeypatch, drain, django_capture_on_commit_callbacks
):
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(draw_page_task, "apply_async", lambda arguments, **_options: asked.append(arguments))
    attachment = uploaded(ana, conversation)
    send(ana, conversation, attachment)
    page = reverse("chat:conversation", args=[conversation.pk])
    assert "· preview follows" in sign_in(ben).get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        drain()
    assert asked == [(ATTACHMENT, attachment.pk)]
    assert draw_page(table=ATTACHMENT, row=attachment.pk)
    shown = sign_in(ben).get(page).content.decode()
    assert reverse("attachment-thumbnail", args=[attachment.pk]) in shown
    assert "· preview follows" not in shown


@pytest.mark.django_db(transaction=True)
async def test_both_sides_see_the_page_come_and_an_outsider_nothing(
    ana: User, ben: User, olga: User, conversation: Conversation
):
    attachment = await database_sync_to_async(uploaded)(ana, conversation)
    sent = await database_sync_to_async(send)(ana, conversation, attachment)
    async with (
        await sync_to_async(Socket, thread_sensitive=True)(person=ana) as hers,
        await sync_to_async(Socket, thread_sensitive=True)(person=ben) as his,
        await sync_to_async(Socket, thread_sensitive=True)(person=olga) as strangers,
    ):
        assert await database_sync_to_async(draw_page)(table=ATTACHMENT, row=attachment.pk)
        for socket in (hers, his):
            message = (await socket.receive("message.changed"))["message"]
            assert message["id"] == sent
            assert message["attachments"][0]["thumbnail"].endswith(f"/{attachment.pk}/thumbnail")
            assert message["attachments"][0]["page_follows"] is False
        await strangers.nothing_of("message.changed")


def test_a_repeated_task_draws_nothing_twice(ana: User, conversation: Conversation, tmp_path):
    attachment = uploaded(ana, conversation)
    assert draw_page(table=ATTACHMENT, row=attachment.pk)
    assert not draw_page(table=ATTACHMENT, row=attachment.pk)
    assert files_in(tmp_path) == 2


def test_two_workers_at_once_leave_one_page(ana: User, conversation: Conversation, monkeypatch, tmp_path):
    """The first is so slow that the file is given to a second one, who is done before."""
    attachment, now = uploaded(ana, conversation), timezone.now()

    def second_comes_meanwhile():
        draws(monkeypatch, lambda: PAGE)
        assert draw_page(table=ATTACHMENT, row=attachment.pk, now=now + timedelta(minutes=4))
        return PAGE

    draws(monkeypatch, second_comes_meanwhile)
    assert not draw_page(table=ATTACHMENT, row=attachment.pk, now=now)
    assert files_in(tmp_path) == 2


def test_one_that_fails_leaves_the_text_alone(ana: User, conversation: Conversation, monkeypatch):
    draws(monkeypatch, lambda: ({}, b""))
    attachment = uploaded(ana, conversation)
    assert draw_page(table=ATTACHMENT, row=attachment.pk)
    attachment.refresh_from_db()
    assert (attachment.thumbnail.name, attachment.page_due_at, attachment.facts["text"]) == ("", None, "Five years")


def test_one_whose_turn_doesnt_come_waits_for_an_hour(ana: User, conversation: Conversation, monkeypatch):
    def busy():
        raise Overloaded(retry_after=5)

    draws(monkeypatch, busy)
    attachment, now = uploaded(ana, conversation), timezone.now()
    assert not draw_page(table=ATTACHMENT, row=attachment.pk, now=now)
    assert waiting_pages(now=now) == []
    assert waiting_pages(now=now + timedelta(minutes=5)) == [(ATTACHMENT, attachment.pk)]
    assert waiting_pages(now=now + timedelta(hours=2)) == []
    attachment.refresh_from_db()
    assert attachment.page_due_at is None


def test_what_was_taken_away_or_back_meanwhile_shows_nothing(
    ana: User, conversation: Conversation, monkeypatch, tmp_path
):
    gone, recalled = uploaded(ana, conversation), uploaded(ana, conversation)
    message = send(ana, conversation, recalled)

    def she_removes_it():
        remove_unsent(by=ana, attachment_id=gone.pk)
        return PAGE

    draws(monkeypatch, she_removes_it)
    assert not draw_page(table=ATTACHMENT, row=gone.pk)
    assert files_in(tmp_path) == 1
    recall_message(by=ana, message_id=message)
    rev = Conversation.objects.get(pk=conversation.pk).head_rev
    draws(monkeypatch, lambda: PAGE)
    draw_page(table=ATTACHMENT, row=recalled.pk)
    assert Conversation.objects.get(pk=conversation.pk).head_rev == rev


def test_a_copy_of_a_presets_file_waits_for_its_own_page(ben: User, conversation: Conversation):
    preset = Preset.objects.create(scope="personal", owner=ben, title_en="Way", body_en="How to get here.")
    file = keep_with(preset, by=ben, read=read_for(preset, by=ben, file=document()))
    [copy] = lay_out(sender=ben, preset=preset, conversation=conversation)
    assert draw_page(table="chat.presetfile", row=file.pk)
    assert PresetFile.objects.get(pk=file.pk).width == 320
    assert draw_page(table=ATTACHMENT, row=copy.pk)
