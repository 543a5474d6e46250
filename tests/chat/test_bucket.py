"""Files in a bucket: kept, read in parts and taken away by the same doors as on a disk."""

import hashlib
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import change_picture, remove_picture
from apps.chat.files.services import remove_unsent
from apps.chat.models import Attachment, Conversation
from apps.matching.importing.holding import drop_file, held_file, hold_file
from config.environment import read_file_storage
from tests.accounts.test_settings import picture_bytes
from tests.accounts.test_settings import upload as uploaded
from tests.chat.test_attachments import picture, upload
from tests.chat.test_uploads_in_parts import add, begin
from tests.uploads.bucket import Bucket, bucket

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def kept(settings, monkeypatch) -> Iterator[Bucket]:
    with bucket() as served:
        monkeypatch.setenv("FILES_URL", served.url)
        settings.STORAGES = settings.STORAGES | {"default": read_file_storage("FILES_URL")}
        yield served


def test_a_picture_is_kept_shown_to_who_may_see_it_and_taken_away(
    ana: User, olga: User, conversation: Conversation, sign_in, kept: Bucket
):
    sent = upload(sign_in(ana), conversation, picture(size=(900, 700)))
    assert sent.status_code == 201
    assert all(key.startswith(f"media/attachments/{conversation.pk}/") for key in kept.files)
    assert len(kept.files) == 2
    shown = sign_in(ana).get(sent.json()["url"])
    assert b"".join(shown.streaming_content) == next(kept.files[key] for key in kept.files if "small" not in key)
    assert int(shown["Content-Length"]) > 1000
    assert sign_in(olga).get(sent.json()["url"]).status_code == 404
    remove_unsent(by=ana, attachment_id=sent.json()["id"])
    assert kept.files == {}


def test_a_large_file_comes_in_parts_and_is_read_in_ranges(
    ana: User, ben: User, conversation: Conversation, sign_in, kept: Bucket
):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("film.mp4", random.Random(7).randbytes(7 * MEGABYTE))
    content, hers = out.getvalue(), sign_in(ana)
    number = begin(hers, conversation, content).json()["id"]
    for start in range(0, len(content), 4 * MEGABYTE):
        answer = add(hers, number, start, content[start : start + 4 * MEGABYTE])
        assert answer.status_code == 200
    assert [key for key in kept.files if key.startswith("media/uploads/")] == []
    kept.ranges.clear()
    shown = sign_in(ana).get(answer.json()["attachment"]["url"])
    assert shown["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(b"".join(shown.streaming_content)).digest() == hashlib.sha256(content).digest()
    assert kept.ranges[:2] == ["bytes=0-2097151", "bytes=2097152-4194303"]


def test_what_has_gone_is_not_found_and_a_bucket_that_refuses_is_said_to_be_away(
    ana: User, conversation: Conversation, sign_in, kept: Bucket
):
    hers = sign_in(ana)
    hers.raise_request_exception = False
    address = upload(hers, conversation, picture()).json()["url"]
    stored, kept.files = kept.files, {}
    assert hers.get(address).status_code == 404
    kept.files, kept.refuses = stored, True
    away = hers.get(address)
    assert away.status_code == 503
    assert away.json()["errors"][0]["code"] == "storage_away"
    refused = upload(hers, conversation, picture())
    assert refused.status_code == 503
    assert Attachment.objects.count() == 1


def test_portraits_and_imports_are_kept_and_forgotten(
    ana: User, sign_in, kept: Bucket, django_capture_on_commit_callbacks
):
    content = picture_bytes()
    name = change_picture(person=ana, upload=uploaded(content), size=len(content)).avatar.name
    shown = sign_in(ana).get(reverse("accounts:picture", args=[name.removeprefix("avatars/")]))
    assert shown.content == kept.files[f"media/{name}"]
    assert list(kept.files) == [f"media/{name}"]
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(person=ana)
    chosen = {"file_name": "jobs.csv", "kind": "jobs", "source": "", "company": None}
    token = hold_file(b"title\nCook", operator=ana.pk, **chosen)
    held, read = held_file(token, operator=ana.pk)
    assert read == b"title\nCook"
    drop_file(held)
    assert kept.files == {}


def test_no_name_is_given_twice_and_none_has_an_address(kept: Bucket):
    first, second = (default_storage.save("resumes/简历.pdf", ContentFile(word)) for word in (b"hers", b"his"))
    assert first != second
    assert default_storage.open(first).read() == b"hers"
    assert default_storage.url(first) == ""
    assert sorted(default_storage.listdir("resumes")[1]) == sorted(
        name.removeprefix("resumes/") for name in (first, second)
    )
    with default_storage.open(second) as opened:
        assert (opened.seek(1), opened.read()) == (1, b"is")


@pytest.mark.parametrize(
    "url",
    ["gs://bucket", "s3://", "s3://key@bucket", "s3://bucket?endpoint=minio:9000", "s3://bucket?acl=public-read"],
)
def test_nonsense_is_refused_at_the_start(monkeypatch, url: str):
    monkeypatch.setenv("FILES_URL", url)
    with pytest.raises(ImproperlyConfigured, match="FILES_URL"):
        read_file_storage("FILES_URL")
