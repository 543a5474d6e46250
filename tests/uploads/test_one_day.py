"""What a person may hand in within 24 hours is one share, wherever it goes and however much of it comes at once."""

from collections.abc import Callable
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.files import services as files
from apps.chat.files.limits import MEGABYTE
from apps.chat.models import Attachment, Conversation, PresetFile
from apps.chat.presets.files import lay_out
from apps.chat.presets.services import save_preset
from apps.feedback.models import Ticket, TicketFile
from apps.feedback.tickets.services import open_ticket
from apps.uploads.services import count_upload
from tests.chat.test_concurrency import together

Door = Callable[[Client, User, Conversation], int]


@pytest.fixture(autouse=True)
def _little(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.CHAT_FILE_MEGABYTES_A_DAY = 1


def text() -> SimpleUploadedFile:
    return SimpleUploadedFile("log.txt", b"It broke here.", "text/plain")


def send(client: Client, person: User, conversation: Conversation) -> int:
    return client.post("/api/v1/attachments/", {"conversation": conversation.pk, "file": text()}).status_code


def begin(client: Client, person: User, conversation: Conversation) -> int:
    fields = {"conversation": conversation.pk, "name": "log.txt", "size": 14}
    return client.post("/api/v1/uploads/", fields, "application/json").status_code


def prepare(client: Client, person: User, conversation: Conversation) -> int:
    preset = save_preset(by=person, title="The way", body="So.", scope="personal")
    return client.post(reverse("preset-files", args=[preset.pk]), {"file": text()}).status_code


def prepare_by_page(client: Client, person: User, conversation: Conversation) -> int:
    fields = {"title": "The way", "body": "So.", "scope": "personal", "attached": [text()]}
    return client.post(reverse("chat:preset_new"), fields).status_code


def tell(client: Client, person: User, conversation: Conversation) -> int:
    form = {"body": "Look.", "client_id": str(uuid4()), "attached": [text()]}
    return client.post(reverse("feedback:sheet"), form).status_code


def reply(client: Client, person: User, conversation: Conversation) -> int:
    ticket = open_ticket(reporter=person, body=f"It is slow {uuid4()}", client_id=uuid4())
    return client.post(f"/api/v1/tickets/{ticket.pk}/reply/", {"body": "See.", "attached": [text()]}).status_code


DOORS: dict[Door, int] = {send: 201, begin: 201, prepare: 201, prepare_by_page: 302, tell: 200, reply: 201}
"""With what each answers who may."""
KEPT = {send: Attachment, prepare: PresetFile, tell: TicketFile}


@pytest.mark.parametrize("first", KEPT)
def test_what_came_in_anywhere_is_taken_off_everywhere(
    first: Door, ben: User, conversation: Conversation, sign_in
) -> None:
    client = sign_in(ben)
    assert first(client, ben, conversation) == DOORS[first]
    KEPT[first].objects.update(size=MEGABYTE - 10)
    for door in DOORS:
        assert door(client, ben, conversation) in (422, 429), door.__name__
    KEPT[first].objects.update(size=MEGABYTE // 2)
    for door, answer in DOORS.items():
        assert door(client, ben, conversation) == answer, door.__name__


def test_a_copy_of_a_presets_file_counts_for_who_sends_it_and_not_for_who_added_it(
    ben: User, conversation: Conversation, sign_in
) -> None:
    assert prepare(sign_in(ben), ben, conversation) == 201
    PresetFile.objects.update(uploader=None)
    lay_out(sender=ben, preset=PresetFile.objects.get().preset, conversation=conversation)
    Attachment.objects.update(size=MEGABYTE)
    assert tell(sign_in(ben), ben, conversation) == 422


def test_a_form_that_was_taken_is_answered_again_when_the_day_is_used_up(
    ana: User, conversation: Conversation, sign_in
) -> None:
    client, form = sign_in(ana), {"body": "Look.", "client_id": str(uuid4())}
    for url, answers in ((reverse("feedback:sheet"), [200, 200]), ("/api/v1/tickets/", [201, 201])):
        form["client_id"] = str(uuid4())
        said = []
        for _twice in range(2):
            said.append(client.post(url, form | {"attached": [text()]}).status_code)
            TicketFile.objects.update(size=MEGABYTE)
        assert said == answers
        assert TicketFile.objects.count() == 1
        TicketFile.objects.all().delete()
    assert Ticket.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_that_fit_alone_and_come_at_once_only_so_many_are_kept(
    ana: User, conversation: Conversation, sign_in, monkeypatch
) -> None:
    """Each has passed the first look before any of them is kept."""
    looked, clients = Barrier(4), [sign_in(ana) for _one in range(4)]

    def wait(**counted: object) -> None:
        count_upload(**counted)
        looked.wait(20)

    monkeypatch.setattr(files, "count_upload", wait)
    content = b"It broke here. " * (MEGABYTE * 4 // 10 // 15)

    def send_much(client: Client) -> int:
        file = SimpleUploadedFile("log.txt", content, "text/plain")
        return client.post("/api/v1/attachments/", {"conversation": conversation.pk, "file": file}).status_code

    def tell_much(client: Client) -> int:
        file = SimpleUploadedFile("log.txt", content, "text/plain")
        form = {"body": f"Look {uuid4()}", "client_id": str(uuid4()), "attached": [file]}
        return client.post("/api/v1/tickets/", form).status_code

    works = [lambda c=c, do=do: do(c) for c, do in zip(clients, [send_much, tell_much] * 2, strict=True)]
    assert sorted(together(*works)) == [201, 201, 429, 429]
    assert Attachment.objects.count() + TicketFile.objects.count() == 2
