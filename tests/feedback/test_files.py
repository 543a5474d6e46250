"""Files that come with feedback: from members and from who isn't signed in, for operators alone."""

from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.chat.files.limits import MEGABYTE
from apps.feedback.letters.links import token_of
from apps.feedback.models import Ticket, TicketFile
from apps.feedback.privacy.services import erase_feedback
from config.bodies import OF_FILES, OF_STRANGERS, most_bytes
from tests.accounts.pictures import picture_bytes

pytestmark = pytest.mark.django_db
VISITOR, API = "/feedback/visitor/", "/api/v1/tickets/"
CLIENT = str(uuid4())


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def report(*files, client_id="", **fields):
    """The form, as a browser sends it with these files, each a name and its content."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return {"body": "Look at this.", "client_id": client_id or str(uuid4()), "attached": uploads} | fields


def test_what_comes_along_is_kept_once_for_operators_alone_and_goes_with_its_sender(ana, olga, mei, sign_in):
    key = str(uuid4())
    for _twice in range(2):
        form = report(("shot.png", picture_bytes("PNG")), ("log.txt", b"It broke here."), client_id=key)
        assert sign_in(ana).post(reverse("feedback:sheet"), form).status_code == 200
    ticket = Ticket.objects.get()
    picture, text = TicketFile.objects.filter(ticket=ticket)
    assert (picture.name, text.name) == ("shot.png", "log.txt")
    assert "shot.png, log.txt" in sign_in(ana).get(ticket.get_absolute_url()).content.decode()
    download = reverse("admin:feedback_ticketfile_download", args=[text.pk])
    assert [sign_in(one).get(download).status_code for one in (ana, olga)] == [302, 302]
    assert download in sign_in(mei).get(reverse("admin:feedback_desk_change", args=[ticket.pk])).content.decode()
    assert b"".join(sign_in(mei).get(download).streaming_content) == b"It broke here."
    erase_feedback(person=ana)
    assert not TicketFile.objects.exists()
    assert not default_storage.exists(text.file.name)


def test_what_a_visitor_sends_is_read_like_anybodys_and_the_words_stay(client):
    page = client.post(VISITOR, report(("a.exe", b"MZ\x90"), ("log.txt", b"Here.")))
    assert page.status_code == 422
    assert "a.exe: " in page.content.decode()
    assert "Look at this.</textarea>" in page.content.decode()
    many = client.post(VISITOR, report(*[(f"{number}.txt", b"Here.") for number in range(6)]))
    assert "Up to five files" in many.content.decode()
    assert not Ticket.objects.exists()
    sent = client.post(VISITOR, report(("log.txt", b"Here."), email="lin@mail.example"))
    assert sent.status_code == 200
    assert TicketFile.objects.get().ticket.correspondent.address == "lin@mail.example"


def test_visitors_of_one_address_send_so_many_files_an_hour(client, monkeypatch):
    monkeypatch.setattr("apps.feedback.letters.views.VISITORS_FILES_AN_HOUR", 3)
    said = [client.post(VISITOR, report(("a.txt", b"Here."), ("b.txt", b"There."))).status_code for _n in range(2)]
    assert said == [200, 422]
    assert client.post(VISITOR, report()).status_code == 200


def test_a_member_sends_no_more_in_a_day_than_in_conversations_by_page_and_by_api(ana, ben, sign_in, settings):
    settings.CHAT_FILE_MEGABYTES_A_DAY = 1
    client, log = sign_in(ana), ("log.txt", b"It broke here.")
    assert client.post(reverse("feedback:sheet"), report(log)).status_code == 200
    TicketFile.objects.update(size=MEGABYTE)
    page = client.post(reverse("feedback:sheet"), report(log))
    assert (page.status_code, "You have sent 1 MB of files within 24 hours" in page.content.decode()) == (422, True)
    refused = client.post(API, report(log)).json()["errors"][0]
    assert (refused["code"], refused["attr"]) == ("day_used_up", "attached")
    assert client.post(reverse("feedback:sheet"), report()).status_code == 200
    assert sign_in(ben).post(reverse("feedback:sheet"), report(log)).status_code == 200


def test_a_stranger_may_send_more_than_words_to_those_forms_alone():
    form = {"content_type": "multipart/form-data; boundary=x", "is_known": False}
    for path in (reverse("feedback:visitor"), reverse("feedback:by_link_reply", args=["a"])):
        assert most_bytes(path=path, **form) == OF_FILES
        assert most_bytes(path=path, content_type="text/plain", is_known=False) == OF_STRANGERS
    assert most_bytes(path="/feedback/sheet/", **form) == OF_STRANGERS


def test_files_come_with_a_report_and_a_reply_by_the_api_once_and_by_the_limits_of_the_page(ana, olga, sign_in):
    client, key = sign_in(ana), {"HTTP_IDEMPOTENCY_KEY": "one"}
    told = [client.post(API, report(("log.txt", b"It broke."), client_id=CLIENT), **key) for _twice in range(2)]
    assert [answer.status_code for answer in told] == [201, 201]
    assert told[0].json() == told[1].json()
    assert told[0].json()["files"] == ["log.txt"]
    ticket = Ticket.objects.get()
    replied = client.post(f"{API}{ticket.pk}/reply/", report(("shot.png", picture_bytes("PNG"))))
    assert replied.json()["files"] == ["log.txt", "shot.png"]
    for refused in (report(("a.exe", b"MZ\x90")), report(*[(f"{n}.txt", b"Here.") for n in range(6)])):
        answer = client.post(API, refused)
        assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, "attached")
    assert sign_in(olga).post(f"{API}{ticket.pk}/reply/", report(("b.txt", b"Here."))).status_code == 404
    assert TicketFile.objects.count() == 2


def test_files_come_with_a_reply_on_the_page_and_by_the_link(ana, mei, sign_in, client, tell, monkeypatch):
    ticket = tell(ana)
    page = sign_in(ana).post(reverse("feedback:reply", args=[ticket.pk]), report(("a.exe", b"MZ\x90")))
    assert (page.status_code, "a.exe: " in page.content.decode()) == (422, True)
    sign_in(ana).post(reverse("feedback:reply", args=[ticket.pk]), report(("log.txt", b"Here.")))
    assert ticket.files.get().name == "log.txt"

    monkeypatch.setattr("apps.feedback.letters.views.VISITORS_FILES_AN_HOUR", 1)
    client.logout()
    client.post(VISITOR, report(email="lin@mail.example"))
    theirs = Ticket.objects.latest("pk")
    link = reverse("feedback:by_link_reply", args=[token_of(theirs)])
    assert [client.post(link, report(("log.txt", b"Here."))).status_code for _twice in range(2)] == [302, 422]
    assert theirs.files.count() == 1
