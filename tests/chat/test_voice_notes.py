"""Voice notes: told apart by content, measured by the server, and called so wherever there is no player."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.files.wording import length_of
from apps.chat.messages.services import recall_message
from apps.chat.missed.kinds import MISSED
from apps.chat.models import Attachment, Conversation
from apps.chat.search.services import index_messages
from apps.uploads.voices import listen_to
from tests.matching import documents
from tests.uploads.recordings import mp4, ogg, webm

HERE = "/api/v1/attachments/"
WAVE = [0, 40, 100, 60]


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(client, conversation: Conversation, content: bytes, waveform: list[object] | None = None):
    fields = {"conversation": conversation.pk, "file": SimpleUploadedFile("voice.webm", content)}
    return client.post(HERE, fields | ({} if waveform is None else {"waveform": waveform}))


def send(client, conversation: Conversation, attachment: int, **more):
    body = {"body": "", "attachments": [attachment], "client_id": str(uuid4())} | more
    path = f"/api/v1/conversations/{conversation.pk}/messages/"
    return client.post(path, body, content_type="application/json").json()


@pytest.mark.parametrize(
    ("content", "kind", "seconds"),
    [
        (ogg(14), "ogg", 14.0),
        (webm(3.2), "webm", 3.2),
        (mp4(7), "mp4", 7.0),
        (mp4(7, in_fragments=True), "mp4", 7.0),
    ],
)
def test_a_recording_is_known_by_its_content_and_measured_by_its_own_times(content: bytes, kind: str, seconds: float):
    facts, _files = listen_to(content)
    assert facts["kind"] == kind
    assert facts["seconds"] == pytest.approx(seconds, abs=0.1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (webm(2, codec=b"V_VP8", track_type=1), "unknown"),
        (webm(2, codec=b"A_VORBIS"), "unknown"),
        (mp4(2, handler=b"vide"), "unknown"),
        (mp4(2, codec=b"alac"), "unknown"),
        (ogg(2, codec=b"\x01vorbis0"), "unknown"),
        (ogg(2)[:-3], "damaged"),
        (webm(2)[:-2], "damaged"),
        (mp4(2)[:-9], "damaged"),
        (b"OggS", "damaged"),
        (b"\x1a\x45\xdf\xa3", "damaged"),
        (b"\x00\x00\x00\x08ftyp\x00\x00\x00\x01moov", "damaged"),
    ],
)
def test_pictures_other_sound_and_what_is_broken_are_refused(content: bytes, why: str):
    assert listen_to(content) == ({"refused": why}, [])


def test_it_is_sent_with_length_and_waveform_and_heard_by_who_takes_part(
    ana: User, ben: User, olga: User, conversation: Conversation, sign_in
):
    hers, his = sign_in(ana), sign_in(ben)
    uploaded = upload(hers, conversation, ogg(14), WAVE).json()
    assert (uploaded["form"], uploaded["name"]) == ("voice", "voice-0m14s.ogg")
    assert uploaded["facts"] == {"kind": "ogg", "seconds": 14.0, "waveform": WAVE}
    sent = send(hers, conversation, uploaded["id"])
    assert (sent["kind"], sent["attachments"]) == ("file", [uploaded])
    answer = his.get(uploaded["url"])
    assert b"".join(answer.streaming_content) == ogg(14)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("audio/ogg", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment")
    assert sign_in(olga).get(uploaded["url"]).status_code == 404
    recall_message(by=ana, message_id=sent["id"])
    assert his.get(uploaded["url"]).status_code == 404


def test_it_comes_in_parts_as_large_files_do(ana: User, conversation: Conversation, sign_in):
    hers, content = sign_in(ana), webm(2)
    begun = {"conversation": conversation.pk, "name": "voice.webm", "size": len(content), "waveform": WAVE}
    upload_id = hers.post("/api/v1/uploads/", begun, content_type="application/json").json()["id"]
    path, state = f"/api/v1/uploads/{upload_id}/", {}
    for start, end in ((0, 900), (900, len(content))):
        state = hers.generic(
            "PATCH", path, content[start:end], "application/octet-stream", headers={"Upload-Offset": str(start)}
        ).json()
    assert state["attachment"]["facts"] == {"kind": "webm", "seconds": pytest.approx(2, abs=0.1), "waveform": WAVE}


@pytest.mark.parametrize("waveform", [["101"], ["-1"], ["loud"], [1] * 101, ["1.5"]])
def test_a_waveform_is_a_short_list_of_small_numbers(ana: User, conversation: Conversation, sign_in, waveform):
    answer = upload(sign_in(ana), conversation, ogg(2), waveform)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"].startswith("waveform")
    assert not Attachment.objects.exists()


def test_what_is_too_long_or_empty_is_refused_and_a_document_has_no_waveform(
    ana: User, conversation: Conversation, sign_in
):
    hers = sign_in(ana)
    assert upload(hers, conversation, mp4(306)).json()["errors"][0]["code"] == "voice_too_long"
    assert upload(hers, conversation, mp4(0)).json()["errors"][0]["code"] == "voice_empty"
    assert upload(hers, conversation, webm(2, track_type=1)).json()["errors"][0]["code"] == "bad_file"
    assert "waveform" not in upload(hers, conversation, documents.pdf("x", pages=1), WAVE).json()["facts"]


def test_a_blocked_person_records_nothing_here(ana: User, ben: User, conversation: Conversation, sign_in):
    block(blocker=ben, blocked=ana)
    assert upload(sign_in(ana), conversation, ogg(2)).status_code == 403


def test_lists_paper_search_and_mail_call_it_a_voice_note(ana: User, ben: User, conversation: Conversation, sign_in):
    hers, his = sign_in(ana), sign_in(ben)
    sent = send(hers, conversation, upload(hers, conversation, ogg(14), WAVE).json()["id"])
    page = his.get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert 'aria-label="Voice note (0:14)"' in page
    assert 'd="M1 15v2M4 11v10M7 2v28M10 8v16"' in page
    for path in (reverse("chat:inbox"), reverse("chat:print", args=[conversation.pk])):
        assert "Voice note (0:14)" in his.get(path).content.decode()
    index_messages([sent["id"]])
    for words in ("voice note", "语音"):
        found = his.get("/api/v1/search/", {"q": words}).json()
        pieces = next(one for one in found if one["kind"] == "messages")["results"][0]["pieces"]
        assert "".join(piece["text"] for piece in pieces) == "Ana: Voice note (0:14)"
    told = MISSED.localise({"messages": 1, "names": "Ana", "first": [[sent["id"], 1]]})
    assert "Voice note (0:14)" in told["lines"]


def test_a_length_is_minutes_and_seconds():
    assert [length_of(seconds) for seconds in (0.2, 14.4, 14.5, 59.6, 300)] == ["0:01", "0:14", "0:15", "1:00", "5:00"]
