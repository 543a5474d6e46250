"""A preset brings files along: whoever may use it sends copies of them."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.files.errors import DayUsedUp
from apps.chat.files.services import MAX_UNSENT, remove_unsent
from apps.chat.models import Attachment, Conversation, Preset, PresetFile
from apps.chat.personal_data import erase
from apps.chat.presets.files import MOST_FILES, keep_with, lay_out, read_for
from apps.chat.presets.services import delete_preset, save_preset
from apps.chat.sending.services import send_message
from apps.errors import RateLimited
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db
WAY = "From the station it is ten minutes on foot."


def text(name: str = "怎么来.txt", content: str = WAY) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode(), "text/plain")


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def preset(ben: User) -> Preset:
    preset = save_preset(by=ben, title="The way", body="This is how you get here.", scope="team")
    keep_with(preset, by=ben, read=read_for(preset, by=ben, file=text()))
    return preset


def stored() -> list[Path]:
    return [path for path in (Path(settings.MEDIA_ROOT) / "presets").rglob("*") if path.is_file()]


def test_a_colleague_sends_a_copy_and_the_candidate_reads_it(
    preset: Preset, ana: User, ben: User, conversation: Conversation, sign_in
):
    offered = sign_in(ben).get(reverse("conversation-presets", args=[conversation.pk])).json()
    assert next(one["files"] for one in offered if one["id"] == preset.pk) == ["怎么来.txt"]
    laid = sign_in(ben).post(
        reverse("preset-attachments", args=[preset.pk]), {"conversation": conversation.pk}, "application/json"
    )
    assert laid.status_code == 201
    (attachment,) = laid.json()["results"]
    send_message(
        sender=ben, conversation_id=conversation.pk, body="This is how you get here.", client_id=uuid4(),
        origin="preset", preset_id=preset.pk, attachments=[attachment["id"]],
    )  # fmt: skip
    delete_preset(by=ben, preset=preset)
    assert b"".join(sign_in(ana).get(attachment["url"]).streaming_content).decode() == WAY


def test_whoever_may_not_use_the_preset_finds_none_of_its_files(
    preset: Preset, ana: User, olga: User, conversation: Conversation, sign_in
):
    file = preset.files.get()
    for person in (ana, olga):
        client = sign_in(person)
        assert client.get(reverse("preset-file", args=[preset.pk, file.pk])).status_code == 404
        assert client.delete(reverse("preset-file", args=[preset.pk, file.pk])).status_code == 404
        assert client.post(reverse("preset-files", args=[preset.pk]), {"file": text()}).status_code == 404
        where = {"conversation": conversation.pk}
        laid = client.post(reverse("preset-attachments", args=[preset.pk]), where, "application/json")
        assert laid.status_code == 404
    assert not Attachment.objects.exists()


def test_where_one_may_not_write_nothing_is_laid_out(preset: Preset, conversation: Conversation, ben: User, sign_in):
    colleague = RecruiterFactory(company=ben.company)
    where = {"conversation": conversation.pk}
    laid = sign_in(colleague).post(reverse("preset-attachments", args=[preset.pk]), where, "application/json")
    assert laid.status_code == 404
    assert not Attachment.objects.exists()


def test_there_are_so_many_at_most(preset: Preset, ben: User, sign_in):
    url = reverse("preset-files", args=[preset.pk])
    answers = [sign_in(ben).post(url, {"file": text(f"{n}.txt")}).status_code for n in range(MOST_FILES)]
    assert answers == [201] * (MOST_FILES - 1) + [400]


def test_what_is_removed_leaves_nothing_behind(preset: Preset, ben: User, sign_in, django_capture_on_commit_callbacks):
    assert len(stored()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        page = reverse("chat:preset_remove_file", args=[preset.pk, preset.files.get().pk])
        assert sign_in(ben).post(page).status_code == 302
    assert stored() == []
    own = save_preset(by=ben, title="Mine", body="Mine.")
    keep_with(own, by=ben, read=read_for(own, by=ben, file=text()))
    with django_capture_on_commit_callbacks(execute=True):
        erase(ben)
    assert (stored(), PresetFile.objects.count()) == ([], 0)


def test_the_form_takes_files_and_says_what_is_wrong_with_one(ben: User, sign_in):
    client, url = sign_in(ben), reverse("chat:preset_new")
    fields = {"title": "The way", "body": "Here you are.", "scope": "personal"}
    refused = client.post(url, fields | {"attached": [text(), SimpleUploadedFile("x.exe", b"MZ\x90\x00")]})
    assert refused.status_code == 422
    assert refused.context["form"].errors["attached"]
    assert not Preset.objects.filter(owner=ben).exists()
    assert client.post(url, fields | {"attached": [text(), text("2.txt")]}).status_code == 302
    preset = Preset.objects.get(owner=ben)
    html = client.get(reverse("chat:preset_edit", args=[preset.pk])).content.decode()
    assert "怎么来.txt" in html
    assert "2.txt" in client.get(reverse("chat:presets")).content.decode()


def test_what_is_laid_out_counts_as_any_upload_and_all_of_it_or_nothing(
    preset: Preset, ben: User, conversation: Conversation, settings
):
    keep_with(preset, by=ben, read=read_for(preset, by=ben, file=text("2.txt")))
    for _again in range(MAX_UNSENT // 2):
        lay_out(sender=ben, preset=preset, conversation=conversation)
    with pytest.raises(RateLimited):
        lay_out(sender=ben, preset=preset, conversation=conversation)
    assert Attachment.objects.count() == MAX_UNSENT
    remove_unsent(by=ben, attachment_id=Attachment.objects.first().pk)
    with pytest.raises(RateLimited):
        lay_out(sender=ben, preset=preset, conversation=conversation)
    assert Attachment.objects.count() == MAX_UNSENT - 1
    Attachment.objects.all().delete()
    settings.CHAT_FILE_MEGABYTES_A_DAY = 0
    with pytest.raises(DayUsedUp):
        lay_out(sender=ben, preset=preset, conversation=conversation)


def test_only_ones_own_file_that_is_not_sent_is_taken_away(
    preset: Preset, ana: User, ben: User, conversation: Conversation, sign_in
):
    first, second = (lay_out(sender=ben, preset=preset, conversation=conversation)[0] for _two in range(2))
    assert sign_in(ana).delete(reverse("attachment", args=[first.pk])).status_code == 404
    assert sign_in(ben).delete(reverse("attachment", args=[first.pk])).status_code == 204
    say = {"sender": ben, "conversation_id": conversation.pk, "body": "Here", "client_id": uuid4()}
    send_message(**say, attachments=[second.pk])
    assert sign_in(ben).delete(reverse("attachment", args=[second.pk])).status_code == 404
