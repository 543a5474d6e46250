"""Large files in parts: what was cut off goes on with the rest, and what nobody goes on with is cleared away."""

import hashlib
import random
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.files.tasks import forget_uploads
from apps.chat.models import Attachment, Conversation, Upload

HERE = "/api/v1/uploads/"
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def archive(size: int) -> bytes:
    """A ZIP of about so many bytes that can't be packed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("film.mp4", random.Random(7).randbytes(size))
    return out.getvalue()


def begin(client, conversation: Conversation, content: bytes, name: str = "作品集.zip"):
    body = {"conversation": conversation.pk, "name": name, "size": len(content)}
    return client.post(HERE, body, content_type="application/json")


def add(client, upload: str, offset: int, part: bytes):
    return client.patch(
        f"{HERE}{upload}/", part, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)}
    )


def files_in(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_one_cut_at_sixty_per_cent_sends_only_the_rest(
    ana: User, ben: User, conversation: Conversation, sign_in, media: Path
):
    content = archive(20 * MEGABYTE - 1000)
    hers = sign_in(ana)
    upload = begin(hers, conversation, content).json()["id"]
    cut = len(content) * 6 // 10
    for start in range(0, cut, MEGABYTE):
        assert add(hers, upload, start, content[start : min(start + MEGABYTE, cut)]).status_code == 200
    again = sign_in(ana).get(f"{HERE}{upload}/").json()
    assert (again["offset"], again["attachment"]) == (cut, None)
    sent = 0
    for start in range(cut, len(content), MEGABYTE):
        part = content[start : start + MEGABYTE]
        answer = add(hers, upload, start, part).json()
        sent += len(part)
    assert sent == len(content) - cut
    attachment = answer["attachment"]
    assert (attachment["name"], attachment["size"], attachment["facts"]["count"]) == ("作品集.zip", len(content), 1)
    message = {"body": "", "attachments": [attachment["id"]], "client_id": str(uuid4())}
    hers.post(f"/api/v1/conversations/{conversation.pk}/messages/", message, content_type="application/json")
    saved = b"".join(sign_in(ben).get(attachment["url"]).streaming_content)
    assert hashlib.sha256(saved).digest() == hashlib.sha256(content).digest()
    assert files_in(media) == 1


def test_a_part_that_comes_twice_is_told_where_to_go_on(ana: User, conversation: Conversation, sign_in):
    hers = sign_in(ana)
    content = archive(3000)
    upload = begin(hers, conversation, content).json()["id"]
    add(hers, upload, 0, content[:1000])
    again = add(hers, upload, 0, content[:1000])
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "wrong_offset")
    assert add(hers, upload, 2000, content[2000:]).status_code == 409
    assert add(hers, upload, 1000, content).status_code == 400
    last = add(hers, upload, 1000, content[1000:]).json()
    assert add(hers, upload, 1000, content[1000:]).json() == last
    assert Attachment.objects.count() == 1


def test_nobody_else_can_look_at_it_go_on_or_end_it(
    ana: User, ben: User, olga: User, conversation: Conversation, sign_in
):
    upload = begin(sign_in(ana), conversation, b"x" * 50).json()["id"]
    for person in (ben, olga):
        client = sign_in(person)
        assert client.get(f"{HERE}{upload}/").status_code == 404
        assert add(client, upload, 0, b"x").status_code == 404
        assert client.delete(f"{HERE}{upload}/").status_code == 404
    assert begin(sign_in(olga), conversation, b"x").status_code == 404
    assert Upload.objects.get().received == 0


def test_one_that_is_refused_is_forgotten(ana: User, conversation: Conversation, sign_in, media: Path):
    hers = sign_in(ana)
    content = b"MZ\x90\x00 a program"
    upload = begin(hers, conversation, content, "cv.pdf").json()["id"]
    add(hers, upload, 0, content[:5])
    assert add(hers, upload, 5, content[5:]).json()["errors"][0]["code"] == "bad_file"
    assert not Upload.objects.exists()
    assert files_in(media) == 0


def test_each_persons_share_is_bounded(ana: User, conversation: Conversation, sign_in, settings):
    settings.CHAT_FILE_MEGABYTES_A_DAY = 30
    hers = sign_in(ana)
    assert begin(hers, conversation, b"x" * (21 * MEGABYTE)).json()["errors"][0]["code"] == "file_too_large"
    assert begin(hers, conversation, b"x" * (20 * MEGABYTE)).status_code == 201
    second = begin(hers, conversation, b"x" * (11 * MEGABYTE))
    assert (second.status_code, second.json()["errors"][0]["code"]) == (429, "day_used_up")
    for _ in range(4):
        assert begin(hers, conversation, b"x").status_code == 201
    assert begin(hers, conversation, b"x").status_code == 429


def test_what_nobody_goes_on_with_is_cleared_away(ana: User, conversation: Conversation, sign_in, media: Path):
    hers = sign_in(ana)
    left, fresh = (begin(hers, conversation, b"x" * 100).json()["id"] for _upload in range(2))
    for upload in (left, fresh):
        add(hers, upload, 0, b"x" * 60)
    Upload.objects.filter(pk=left).update(updated_at=timezone.now() - timedelta(hours=25))
    forget_uploads()
    assert str(Upload.objects.get().pk) == fresh
    assert files_in(media) == 1
