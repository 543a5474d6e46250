"""What can't be taken is refused aloud, in pages and API; what one person writes breaks no list."""

import json
from io import BytesIO

import pytest

from apps.feedback.models import Ticket
from apps.feedback.tickets.wording import headline
from apps.feedback.triage.services import triage_ticket

SEVEN_MEGABYTES = 7 * 1024 * 1024


@pytest.mark.parametrize("address", ["/api/v1/tickets/", "/api/v1/help/ask/", "/feedback/sheet/"])
def test_a_body_that_is_too_large_is_refused_as_such(sign_in, ana, address):
    text = "x" * SEVEN_MEGABYTES
    answer = sign_in(ana).post(address, json.dumps({"body": text}), content_type="application/json")
    assert answer.status_code == 413
    assert not Ticket.objects.exists()


def test_so_is_one_that_doesnt_say_how_large_it_is(sign_in, ana, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client = sign_in(ana)
    text = json.dumps({"body": "x" * 200})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("config.errors.is_body_too_large", lambda request: False)
        answer = client.post("/api/v1/tickets/", text, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["code"] == "body_too_large"


def test_a_file_that_nothing_is_kept_of_is_refused_aloud(sign_in, ana, tell):
    def shot():
        file = BytesIO(b"a picture")
        file.name = "shot.png"
        return file

    told, client = tell(ana), sign_in(ana)
    by_another_name = client.post("/api/v1/tickets/", {"body": "Look at this.", "picture": shot()})
    assert by_another_name.status_code == 400
    assert by_another_name.json()["errors"][0]["code"] == "file_not_taken"
    assert client.post(f"/api/v1/tickets/{told.pk}/confirm/", {"fixed": True, "attached": shot()}).status_code == 415
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("text", ["\u200b\u200c\u200d", "\u2060 \ufeff", "\u3164"])
def test_a_text_that_shows_nothing_is_no_report(sign_in, ana, text):
    answer = sign_in(ana).post("/api/v1/tickets/", json.dumps({"body": text}), content_type="application/json")
    assert answer.status_code == 400
    assert not Ticket.objects.exists()


def test_a_headline_has_one_line_of_bounded_height(ana, tell):
    piled = headline(tell(ana, "Zalgo" + "\u0301" * 300 + " speaks\n\n\nloud"))
    assert piled == "Zalg\xf3\u0301 speaks loud"
    assert headline(tell(ana, "नमस्ते é ü")) == "नमस्ते é ü"


def test_a_text_in_another_script_goes_to_a_person_and_isnt_called_no_feedback(ana, tell, sign_in):
    ticket = tell(ana, "لا أستطيع إرسال الرسائل منذ الصباح")
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    assert ticket.needs_person
    assert "Not feedback" not in sign_in(ana).get(ticket.get_absolute_url()).content.decode()
