"""Who answers the letter about their feedback has written into its timeline."""

import pytest
from django.core import mail
from django.utils import timezone

from apps.accounts.models import User
from apps.events.models import Slot
from apps.feedback.models import Ticket
from apps.feedback.work.services import answer_ticket
from apps.notifications.channels.tasks import send_mail
from apps.notifications.inbound.services import receive
from apps.notifications.models import InboundMail, Notification
from tests.accounts.pictures import picture_bytes
from tests.notifications.conftest import awake
from tests.notifications.post_office import answer_to, as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(settings, ana: User, mei: User, sorted_ticket: Ticket):
    settings.REPLY_ADDRESS = "reply@rapport.example"
    awake(ana)
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Which browser?")
    Notification.objects.update(due_at=timezone.now())
    Slot.objects.all().delete()
    send_mail()
    return mail.outbox[-1].message()


def comments(ticket: Ticket) -> list[str]:
    return list(ticket.entries.filter(kind="comment").values_list("body", flat=True))


def reply(
    letter, words: str, *, sender: str = "ana@rapport.example", number: int = 1, file: bytes = b""
) -> InboundMail:
    from_ana = answer_to(as_read(letter), words, sender=sender, number=number)
    if file:
        from_ana.add_attachment(file, maintype="image", subtype="png", filename="a.png")
    return receive(from_ana.as_bytes())


def test_an_answer_is_the_reporters_next_word_once(letter, sorted_ticket: Ticket):
    for _time in range(3):
        reply(letter, "Firefox. 火狐浏览器")
        InboundMail.objects.update(outcome="failed")
    assert comments(sorted_ticket) == ["Firefox. 火狐浏览器"]
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.needs_person) == ("reopened", True)


def test_others_write_nothing_and_read_nothing(letter, sorted_ticket: Ticket, olga: User):
    assert reply(letter, "Hi", sender=olga.email).outcome == "refused"
    assert comments(sorted_ticket) == []
    assert not Notification.objects.filter(person=olga).exists()


def test_a_file_comes_along_once(letter, sorted_ticket: Ticket, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for _twice in range(2):
        assert reply(letter, "See", file=picture_bytes("PNG")).outcome == "taken"
        InboundMail.objects.update(outcome="failed")
        # What came used up the day: the same mail again is no other one.
        sorted_ticket.files.update(size=300 * 1024 * 1024)
    assert sorted_ticket.files.get().name == "a.png"
    assert comments(sorted_ticket) == ["See"]


def test_one_that_cannot_be_kept_comes_back_with_the_reason(letter, sorted_ticket: Ticket, ana: User):
    assert reply(letter, "See", file=b"PNG").outcome == "refused"
    told = Notification.objects.get(person=ana, kind="mail_refused", channel="email")
    assert told.url == f"/feedback/{sorted_ticket.pk}/"
    assert comments(sorted_ticket) == []
