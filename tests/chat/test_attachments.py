"""Pictures: remade from their pixels, seen by members alone."""

import io
import zlib
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

from apps.accounts.models import User
from apps.chat.messages.services import recall_message
from apps.chat.models import Attachment, Conversation, Message

HERE = "/api/v1/attachments/"


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **fields: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **fields)
    return out.getvalue()


def upload(client, conversation: Conversation, data: bytes, name: str = "photo.jpg"):
    return client.post(HERE, {"conversation": conversation.pk, "file": SimpleUploadedFile(name, data)})


def test_a_picture_loses_its_position_and_keeps_its_pixels(ana: User, conversation: Conversation, sign_in):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (31.0, 14.0, 0.0)}
    exif[0x010F] = "SecretCamera"
    answer = upload(sign_in(ana), conversation, picture(exif=exif) + b"trailing <script>", "../../C:\\my\x00photo.html")
    assert answer.status_code == 201
    stored = Attachment.objects.get().file.read()
    assert b"SecretCamera" not in stored
    assert b"script" not in stored
    reread = Image.open(io.BytesIO(stored))
    assert (reread.size, dict(reread.getexif())) == ((60, 40), {})
    assert "/" not in answer.json()["name"]
    assert answer.json()["name"].endswith(".jpg")


def test_a_phones_heic_becomes_a_jpeg_without_its_position(ana: User, conversation: Conversation, sign_in):
    register_heif_opener()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    answer = upload(sign_in(ana), conversation, picture("HEIF", size=(640, 480), exif=exif.tobytes()), "IMG_0001.HEIC")
    assert (answer.status_code, answer.json()["name"], answer.json()["content_type"]) == (
        201,
        "IMG_0001.jpg",
        "image/jpeg",
    )
    assert b"SecretCamera" not in Attachment.objects.get().file.read()


def bomb() -> bytes:
    """A PNG that says it is 30,000 pixels wide and high, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (30000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "bad_file"),
        (b"<html><script>alert(1)</script></html>", "bad_file"),
        (b"GIF89a/*<script>*/=1;alert(1)", "bad_image"),
        (b"%PDF-1.4 not a picture", "damaged_file"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "bad_image"),
        (b"x", "bad_file"),
    ],
    ids=["svg", "html", "polyglot", "pdf", "broken", "tiny"],
)
def test_what_is_no_picture_is_refused(ana: User, conversation: Conversation, sign_in, data: bytes, code: str):
    answer = upload(sign_in(ana), conversation, data, "photo.png")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("en", "12 million pixels"), ("zh-hans", "1200 万像素")])
def test_a_flood_of_pixels_is_refused_with_its_reason(
    ana: User, conversation: Conversation, sign_in, language: str, words: str
):
    hers = sign_in(ana)
    hers.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    answer = upload(hers, conversation, bomb())
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["code"]) == (400, "too_many_pixels")
    assert words in error["detail"]


def test_it_may_not_be_larger_than_five_megabytes(ana: User, conversation: Conversation, sign_in):
    answer = upload(sign_in(ana), conversation, picture() + b"\0" * (5 * 1024 * 1024))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (413, "file_too_large")


def test_members_see_it_once_it_is_sent_and_nobody_after_a_recall(
    ana: User, ben: User, olga: User, conversation: Conversation, sign_in
):
    hers, his, strangers = sign_in(ana), sign_in(ben), sign_in(olga)
    assert upload(strangers, conversation, picture()).status_code == 404
    uploaded = upload(hers, conversation, picture()).json()
    assert (hers.get(uploaded["url"]).status_code, his.get(uploaded["url"]).status_code) == (200, 404)
    body = {"body": "", "attachments": [uploaded["id"]], "client_id": str(uuid4())}
    messages = f"/api/v1/conversations/{conversation.pk}/messages/"
    sent = hers.post(messages, body, content_type="application/json").json()
    assert (sent["kind"], sent["attachments"]) == ("image", [uploaded])
    assert hers.post(messages, body, content_type="application/json").json() == sent
    twice = hers.post(messages, body | {"client_id": str(uuid4())}, content_type="application/json")
    assert twice.json()["errors"][0]["code"] == "unknown_attachment"
    for address in (uploaded["url"], uploaded["thumbnail"]):
        answer = his.get(address)
        assert answer.status_code == 200
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert strangers.get(address).status_code == 404
    recall_message(by=ana, message_id=sent["id"])
    assert his.get(uploaded["url"]).status_code == 404
    assert Message.objects.get(pk=sent["id"]).originals.get().reason == "recall"
