"""How many files a person may hand in: said in words, counted one by one however many come at once."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation
from PIL import Image

from apps.accounts.models import User
from apps.chat.files import services as files
from apps.chat.models import Attachment, Conversation
from apps.errors import RateLimited
from apps.matching.resumes import services as resumes
from apps.uploads.errors import TooManyUploads
from apps.uploads.limits import QUOTAS, Quota
from apps.uploads.models import UploadTally
from apps.uploads.services import count_upload

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    for kind in QUOTAS:
        monkeypatch.setitem(QUOTAS, kind, Quota(an_hour=3, a_day=5))


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("photo.png", out.getvalue())


def test_an_hour_has_its_quota_and_a_day_has_another(ana: User, olga: User) -> None:
    for minutes in (0, 10, 20):
        count_upload(person=ana.pk, kind="resume", now=NOON + timedelta(minutes=minutes))
    with pytest.raises(TooManyUploads, match="30 minutes") as refusal:
        count_upload(person=ana.pk, kind="resume", now=NOON + timedelta(minutes=30))
    assert refusal.value.retry_after == 1800
    count_upload(person=olga.pk, kind="resume", now=NOON + timedelta(minutes=30))
    for hours in (2, 4):
        count_upload(person=ana.pk, kind="resume", now=NOON + timedelta(hours=hours))
    with pytest.raises(TooManyUploads, match="5 files a day"):
        count_upload(person=ana.pk, kind="resume", now=NOON + timedelta(hours=6))
    count_upload(person=ana.pk, kind="resume", now=NOON + timedelta(hours=24, minutes=1))
    assert len(UploadTally.objects.get(person=ana).moments) == 5


def test_the_refusal_is_in_the_readers_language(ana: User) -> None:
    for _ in range(3):
        count_upload(person=ana.pk, kind="picture", now=NOON)
    with translation.override("zh-hans"), pytest.raises(TooManyUploads, match="每小时最多可上传 3 个文件"):
        count_upload(person=ana.pk, kind="picture", now=NOON)


def test_every_door_for_files_counts(ana: User, conversation: Conversation, sign_in) -> None:
    hers = sign_in(ana)

    def attach() -> int:
        return hers.post("/api/v1/attachments/", {"conversation": conversation.pk, "file": picture()}).status_code

    def show_oneself() -> int:
        return hers.post(reverse("accounts:change_picture"), {"picture": picture()}).status_code

    def hand_in() -> int:
        text = SimpleUploadedFile("cv.txt", b"Backend engineer for payments, six years of it")
        return hers.post(reverse("matching:resume_upload"), {"file": text}).status_code

    assert [attach() for _ in range(4)] == [201, 201, 201, 429]
    assert [show_oneself() for _ in range(4)] == [302, 302, 302, 422]
    assert [hand_in() for _ in range(4)] == [302, 302, 302, 422]


@pytest.mark.django_db(transaction=True)
def test_no_more_than_the_quota_pass_however_many_come_at_once(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(QUOTAS, "picture", Quota(an_hour=7, a_day=100))

    def try_once(_number: int) -> bool:
        try:
            count_upload(person=ana.pk, kind="picture")
        except TooManyUploads:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(try_once, range(30))) == 7


@pytest.mark.django_db(transaction=True)
def test_no_more_pictures_wait_unsent_than_may(
    ana: User, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(QUOTAS, "picture", Quota(an_hour=100, a_day=100))
    monkeypatch.setattr(files, "MAX_UNSENT", 4)

    def try_once(_number: int) -> bool:
        try:
            files.upload_file(uploader=ana, conversation_id=conversation.pk, file=picture())
        except RateLimited:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(try_once, range(12))) == 4
    assert Attachment.objects.filter(message=None).count() == 4


@pytest.mark.django_db(transaction=True)
def test_while_a_file_is_taken_apart_nothing_is_locked(
    ana: User, conversation: Conversation, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[bool] = []
    for module in (files, resumes):
        monkeypatch.setattr(module, "scan", lambda content, field: locked.append(connection.in_atomic_block))
    hers = sign_in(ana)

    def hand_in(path: str, **fields: object) -> int:
        keyed = {"Idempotency-Key": f"{path} once"}
        answers = [hers.post(path, {**fields, **file()}, headers=keyed) for _twice in range(2)]
        assert answers[0].json() == answers[1].json()
        return int(answers[0].json().get("id", 0))

    def file() -> dict[str, SimpleUploadedFile]:
        text = b"Backend engineer for payments, six years of it"
        return {name: SimpleUploadedFile("cv.txt", text) for name in names}

    names = ["file"]
    assert hand_in("/api/v1/attachments/", conversation=conversation.pk)
    hand_in("/api/v1/resume/upload/")
    names = ["attached"]
    ticket = hand_in("/api/v1/tickets/", body="The search finds nothing at all.")
    hand_in(f"/api/v1/tickets/{ticket}/reply/", body="Here is what I looked for.")
    assert locked == [False] * 4
