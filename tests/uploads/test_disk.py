"""A disk that is full is said aloud; a file that is gone is as good as one that never was."""

import errno
import io
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from PIL import Image

from apps.accounts.models import User
from apps.accounts.people import api
from apps.accounts.people import services as people
from apps.chat.models import Attachment, Conversation
from apps.matching.models import Resume
from apps.matching.resumes.services import upload_resume


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("photo.png", out.getvalue())


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)


def test_what_finds_no_room_is_refused_in_words_and_nothing_is_kept(
    ana: User, conversation: Conversation, sign_in, full_disk: None
):
    hers = sign_in(ana)
    hers.raise_request_exception = False
    answer = hers.post("/api/v1/attachments/", {"conversation": conversation.pk, "file": picture()})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (507, "storage_full")
    User.objects.filter(pk=ana.pk).update(language="zh-hans")
    page = hers.post(reverse("accounts:change_picture"), {"picture": picture()})
    assert "没有空间存放文件" in page.content.decode()
    text = SimpleUploadedFile("cv.txt", b"Backend engineer for payments, six years of it")
    assert "没有空间存放文件" in hers.post(reverse("matching:resume_upload"), {"file": text}).content.decode()
    assert not Attachment.objects.exists()
    assert not Resume.objects.get(owner=ana).file


@pytest.mark.parametrize(
    ("trouble", "status", "code"),
    [
        ("database or disk is full", 507, "storage_full"),
        ("database is locked", 503, "overloaded"),
    ],
)
def test_a_database_that_cannot_write_is_no_bare_500(
    ana: User, sign_in, monkeypatch: pytest.MonkeyPatch, trouble: str, status: int, code: str
):
    def refuse(**_: object) -> None:
        raise OperationalError(trouble)

    monkeypatch.setattr(api, "change_settings", refuse)
    hers = sign_in(ana)
    hers.raise_request_exception = False
    answer = hers.patch("/api/v1/me/", {"headline": "Here"}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)


def test_a_lost_file_is_not_found(ana: User, ben: User, conversation: Conversation, sign_in, media: Path):
    hers = sign_in(ana)
    sent = hers.post("/api/v1/attachments/", {"conversation": conversation.pk, "file": picture()}).json()
    person = people.change_picture(person=ana, upload=picture(), size=1000)
    resume = upload_resume(owner=ana, name="cv.txt", content=b"Backend engineer for payments, six years of it").resume
    addresses = [
        sent["url"],
        sent["thumbnail"],
        reverse("accounts:picture", args=[str(person.avatar.name).rpartition("/")[2]]),
        reverse("matching:resume_file", args=[resume.pk]),
    ]
    for address in addresses:
        answer = hers.get(address)
        assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff"), address
    for file in media.rglob("*.*"):
        file.unlink()
    assert [hers.get(address).status_code for address in addresses] == [404] * 4


def test_what_is_downloaded_comes_as_an_attachment(ana: User, conversation: Conversation, sign_in):
    hers = sign_in(ana)
    sent = hers.post("/api/v1/attachments/", {"conversation": conversation.pk, "file": picture()}).json()
    answer = hers.get(sent["url"], {"download": "1"})
    assert answer["Content-Disposition"] == 'attachment; filename="photo.png"'
