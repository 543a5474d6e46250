"""Who has no account tells us by letter or by the form for visitors, and is answered the way they came."""

from datetime import timedelta
from email.message import EmailMessage
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.events.models import Slot
from apps.feedback.letters.links import token_of
from apps.feedback.letters.tasks import send_letters
from apps.feedback.models import Correspondent, Letter, Ticket, TicketFile
from apps.feedback.tickets.silence import break_silence
from apps.feedback.work.services import answer_ticket, move_ticket
from apps.notifications.inbound.services import receive
from apps.notifications.models import InboundMail
from tests.accounts.pictures import picture_bytes
from tests.notifications.post_office import answer_to, as_read, report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path) -> None:
    settings.SUPPORT_ADDRESS, settings.MEDIA_ROOT = "help@rapport.example", tmp_path


def letter_from(sender: str = "Lin <lin@mail.example>", words: str = "I can't sign in.", number: int = 1, **headers):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "help@rapport.example", "Sign-in"
    letter["Message-ID"] = f"<first-{number}@mail.example>"
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(words)
    return letter


def write(*args, **kwargs) -> InboundMail:
    return receive(letter_from(*args, **kwargs).as_bytes())


def delivered(drain) -> list[EmailMessage]:
    """What we sent just now."""
    drain()
    Slot.objects.all().delete()
    before = len(mail.outbox)
    send_letters()
    return [as_read(one.message()) for one in mail.outbox[before:]]


def test_a_letter_opens_a_ticket_and_is_answered_in_its_thread(mei: User, drain):
    assert write().outcome == "taken"
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.body, ticket.reporter) == ("email", "Sign-in\n\nI can't sign in.", None)
    [received] = delivered(drain)
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="Which address do you use?")
    [answer] = delivered(drain)
    assert (answer["To"], answer["Subject"]) == ("lin@mail.example", "Re: Sign-in")
    assert answer["In-Reply-To"] == "<first-1@mail.example>"
    assert received["Message-ID"] in answer["References"]
    assert "Which address do you use?" in answer.get_content()


def test_the_answer_to_our_letter_opens_a_solved_ticket_again_once(mei: User, drain):
    write()
    ticket = Ticket.objects.get()
    move_ticket(ticket_id=ticket.pk, operator=mei, to="solved")
    ours = delivered(drain)[-1]
    for _time in range(2):
        receive(answer_to(ours, "It's broken again.", sender="lin@mail.example").as_bytes())
        InboundMail.objects.update(outcome="failed")
    ticket.refresh_from_db()
    assert (ticket.status, Ticket.objects.count()) == ("reopened", 1)
    assert list(ticket.entries.filter(kind="comment").values_list("body", flat=True)) == ["It's broken again."]
    assert Correspondent.objects.get().proven_at


def test_who_got_our_letter_from_somebody_else_has_a_ticket_of_their_own(drain):
    write()
    [ours] = delivered(drain)
    receive(answer_to(ours, "Let me in", sender="olga@mail.example").as_bytes())
    first, second = Ticket.objects.order_by("pk")
    assert not first.entries.filter(kind="comment").exists()
    assert second.correspondent.address == "olga@mail.example"


def test_a_sender_is_only_who_they_claim_to_be(ana: User, mei: User, client: Client):
    EmailAddress.objects.update_or_create(user=ana, email=ana.email, defaults={"verified": True, "primary": True})
    write(sender=ana.email)
    ticket = Ticket.objects.get()
    assert ticket.correspondent.user == ana
    client.force_login(ana)
    assert client.get(f"/feedback/{ticket.pk}/").status_code == 404
    client.force_login(mei)
    for page in (f"/admin/feedback/ticket/{ticket.pk}/change/", f"/admin/feedback/desk/{ticket.pk}/change/"):
        assert "claims to be Ana" in client.get(page).content.decode()


def test_two_programs_that_answer_each_other_stop(settings, drain):
    settings.SUPPORT_LETTERS_PER_HOUR = 4
    assert write(Auto_Submitted="auto-replied").outcome == "automatic"
    assert write(sender="help@rapport.example").outcome == "automatic"
    outcomes = [write(number=number).reason for number in range(2, 8)]
    assert outcomes == ["", "", "", "", "too_many_letters", "too_many_letters"]
    assert len(delivered(drain)) == 3


def test_files_go_through_the_door_for_uploads(mei: User, client: Client, drain):
    letter = letter_from()
    letter.add_attachment(picture_bytes("PNG"), maintype="image", subtype="png", filename="a.png")
    letter.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="a.exe")
    assert receive(letter.as_bytes()).outcome == "taken"
    kept = TicketFile.objects.get()
    assert kept.name == "a.png"
    assert "a.exe" in Ticket.objects.get().entries.get(kind="note").body
    [received] = delivered(drain)
    assert "Not all files were kept" in received.get_content()
    assert "a.exe" not in received.get_content()
    address = reverse("admin:feedback_ticketfile_download", args=[kept.pk])
    assert client.get(address).status_code == 302
    client.force_login(mei)
    assert b"".join(client.get(address).streaming_content).startswith(b"\x89PNG")


def test_a_visitor_follows_answers_and_rates_by_the_link(mei: User, client: Client, drain):
    form = {"body": "The sign-in page is blank.", "email": "lin@mail.example", "client_id": str(uuid4())}
    for _time in range(2):
        assert client.post("/feedback/visitor/", form | {"page": "/accounts/login/"}).status_code == 200
    ticket = Ticket.objects.get()
    [received] = delivered(drain)
    link = reverse("feedback:by_link", args=[token_of(ticket)])
    assert f"/feedback/by-link/{token_of(ticket).split(':')[0]}" in received.get_content()
    assert client.post(f"{link}stars/", {"stars": "5"}).status_code == 409
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="Clear the cache.")
    assert client.post(f"{link}reply/", {"body": "That didn't help."}).status_code == 302
    assert client.post(f"{link}stars/", {"stars": "1"}).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.status, ticket.stars, ticket.needs_person) == ("reopened", 1, True)
    page = client.get(link).content.decode()
    assert "Clear the cache." in page
    assert "You gave our help 1 of 5 stars" in page
    assert client.get(link.replace("by-link/", "by-link/x")).status_code == 404


def test_visitors_of_one_address_wait_after_three(client: Client):
    said = [
        client.post("/feedback/visitor/", {"body": f"Report {n}", "client_id": str(uuid4())}).status_code
        for n in range(5)
    ]
    assert said == [200, 200, 200, 422, 422]


def test_an_operator_exports_and_erases(mei: User, client: Client, drain):
    write(words="My secret")
    ticket, correspondent = Ticket.objects.get(), Correspondent.objects.get()
    link = reverse("feedback:by_link", args=[token_of(ticket)])
    client.force_login(mei)
    address = reverse("admin:feedback_correspondent_changelist")
    chosen = {"_selected_action": [correspondent.pk]}
    assert "My secret" in client.post(address, chosen | {"action": "hand_out"}).content.decode()
    client.post(address, chosen | {"action": "forget"})
    ticket.refresh_from_db()
    correspondent.refresh_from_db()
    assert (ticket.body, correspondent.address, Letter.objects.count()) == ("", "", 0)
    assert client.get(link).status_code == 404
    assert delivered(drain) == []


def test_silence_is_broken_by_letter(settings, drain):
    write()
    delivered(drain)
    assert break_silence(now=timezone.now() + timedelta(days=4)) == 1
    assert "isn't solved yet" in delivered(drain)[0].get_content()


def test_letters_to_an_address_that_takes_none_stop_until_they_write_again(mei: User, drain):
    write()
    ticket = Ticket.objects.get()
    [received] = delivered(drain)
    about = {"to": "lin@mail.example"}
    receive(report(received["Message-ID"], **about, action="delayed", status="4.4.1"))
    receive(report("<made-up@rapport.example>", **about))
    receive(report(received["Message-ID"], to="olga@mail.example"))
    assert not Correspondent.objects.exclude(stopped_at=None).exists()

    for _twice in range(2):
        receive(report(received["Message-ID"], **about))
    ticket.refresh_from_db()
    note = ticket.entries.get(kind="note")
    assert (ticket.needs_person, "lin@mail.example" in note.body, "5.1.1" in note.body) == (True, True, True)
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="Which address do you use?")
    assert delivered(drain) == []

    write(words="It works again.", number=2)
    sent = delivered(drain)
    assert len(sent) == 2
    # What is told once more of a letter from before isn't news; of one since then it is.
    receive(report(received["Message-ID"], **about, status="5.0.0"))
    assert not Correspondent.objects.exclude(stopped_at=None).exists()
    receive(report(sent[-1]["Message-ID"], **about))
    assert Correspondent.objects.exclude(stopped_at=None).exists()
