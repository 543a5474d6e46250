"""Who answers the letter about what they missed has written in the conversation."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.missed.kinds import MISSED
from apps.chat.missed.models import MissedDigest
from apps.chat.missed.services import send_missed
from apps.chat.models import Attachment, Conversation, Message, Participant
from apps.events.models import Slot
from apps.notifications.channels.mail import compose
from apps.notifications.channels.tasks import send_mail
from apps.notifications.inbound.mailbox import read_mailbox
from apps.notifications.inbound.services import receive
from apps.notifications.models import Channel, InboundMail, Notification
from tests.accounts.pictures import picture_bytes
from tests.notifications.imap import Mailbox, serve
from tests.notifications.post_office import answer_to, open_office

pytestmark = pytest.mark.django_db
Outcome = InboundMail.Outcome


@pytest.fixture(autouse=True)
def _address(settings, tmp_path) -> None:
    settings.REPLY_ADDRESS = "reply@rapport.example"
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def post(settings) -> Iterator[list[EmailMessage]]:
    with open_office(settings) as letters:
        yield letters


@pytest.fixture
def letter(post: list[EmailMessage], ben: User, conversation: Conversation, drain) -> EmailMessage:
    """What Ben gets, who was away when Ana greeted him."""
    ben.quiet_from = ben.quiet_until
    ben.save()
    drain()
    MissedDigest.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    send_missed(now=timezone.now())
    Slot.objects.all().delete()
    send_mail()
    return post[-1]


def answer(letter: EmailMessage, words: str, *, sender: str = "ben@rapport.example", number: int = 1) -> InboundMail:
    return receive(answer_to(letter, words, sender=sender, number=number).as_bytes())


def said(person: User) -> list[str]:
    return list(Message.objects.filter(sender=person).order_by("pk").values_list("body", flat=True))


def test_from_the_letter_to_the_conversation_over_real_mail(ana: User, ben: User, letter: EmailMessage):
    box = Mailbox()
    server = serve(box)
    try:
        box.put(answer_to(letter, "Yes, it is. 周四聊？", sender="Ben <ben@rapport.example>").as_bytes())
        assert read_mailbox(box.url) == 1
    finally:
        server.shutdown()
        server.server_close()
    message = Message.objects.get(sender=ben)
    assert (message.body, message.origin) == ("Yes, it is. 周四聊？", Message.Origin.TYPED)
    assert message.conversation.waiting_for == ana


def test_the_letter_says_that_it_can_be_answered(letter: EmailMessage):
    assert letter["Reply-To"].startswith("reply+")
    assert letter["References"] == letter["In-Reply-To"]
    text = letter.get_body(("plain",)).get_content()
    assert "Answer this e-mail, and your words are sent as a message." in text


def test_the_same_letter_again_is_one_message(ben: User, letter: EmailMessage):
    for _time in range(5):
        answer(letter, "Yes, it is.")
        InboundMail.objects.update(outcome=Outcome.FAILED)  # as if a process had died after sending
    assert said(ben) == ["Yes, it is."]


def test_in_chinese_with_a_signature(ben: User, letter: EmailMessage):
    introduction = "在 2026年3月4日，10:00，Rapport <rapport@localhost> 写道："
    mail = answer_to(letter, "还在招。\n\n发自我的iPhone", sender=ben.email, introduction=introduction)
    receive(mail.as_bytes())
    assert said(ben) == ["还在招。"]


def test_a_picture_comes_along_and_a_program_doesnt(ben: User, letter: EmailMessage):
    with_picture = answer_to(letter, "See here", sender=ben.email)
    with_picture.add_attachment(picture_bytes(), maintype="image", subtype="png", filename="desk.png")
    assert receive(with_picture.as_bytes()).outcome == Outcome.TAKEN
    assert Attachment.objects.get().message.body == "See here"
    with_program = answer_to(letter, "And this", sender=ben.email, number=2)
    with_program.add_attachment(picture_bytes(), maintype="image", subtype="png", filename="desk.png")
    with_program.add_attachment(b"MZ\x00\x01" * 100, maintype="application", subtype="octet-stream", filename="a.exe")
    assert receive(with_program.as_bytes()).outcome == Outcome.REFUSED
    assert said(ben) == ["See here"]
    assert Attachment.objects.count() == 1


def test_what_looks_like_a_trick_comes_back_with_its_words(ben: User, letter: EmailMessage):
    words = "Please pay a deposit of 300 before the interview."
    row = answer(letter, words)
    assert (row.outcome, row.reason) == (Outcome.REFUSED, "confirm_needed")
    assert said(ben) == []
    told = Notification.objects.get(person=ben, kind="mail_refused", channel=Channel.EMAIL)
    assert told.facts["words"] == words
    assert told.url == f"/inbox/{Conversation.objects.get().pk}/"
    assert Participant.objects.get(user=ben).draft == words


def test_it_goes_back_by_mail_in_the_writers_language(ben: User, letter: EmailMessage, post: list[EmailMessage]):
    User.objects.filter(pk=ben.pk).update(language="zh-hans")
    assert answer(letter, "").reason == "empty"
    Slot.objects.all().delete()
    send_mail()
    text = post[-1].get_body(("plain",)).get_content()
    assert post[-1]["Subject"] == "你的邮件回复没有发出"
    assert "没有新内容" in text
    assert post[-1]["Reply-To"] is None


def test_a_draft_that_was_begun_stays(ben: User, letter: EmailMessage):
    Participant.objects.filter(user=ben).update(draft="Begun")
    answer(letter, "Please pay a deposit of 300 before the interview.")
    assert Participant.objects.get(user=ben).draft == "Begun"


def test_limits_hold_by_mail_too(ben: User, letter: EmailMessage, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 2
    reasons = [answer(letter, f"Number {number}", number=number).reason for number in range(3)]
    assert reasons == ["", "", "rate_limited"]
    assert said(ben) == ["Number 0", "Number 1"]


def test_the_outsider_and_the_blocked(ana: User, ben: User, olga: User, letter: EmailMessage):
    assert answer(letter, "Hi", sender=olga.email, number=1).reason == "other_sender"
    block(blocker=ana, blocked=ben)
    assert answer(letter, "Hi", number=2).outcome == Outcome.REFUSED
    assert said(ben) == []


def test_who_closed_their_account_writes_no_more(ben: User, letter: EmailMessage):
    User.objects.filter(pk=ben.pk).update(is_active=False)
    assert answer(letter, "Hi").reason == "closed"
    assert said(ben) == []
    assert not Notification.objects.filter(kind="mail_refused").exists()


def test_letters_about_one_conversation_stand_in_one_thread(ben: User):
    def about(conversation: int | None, cause: str) -> Notification:
        facts = {"messages": 1, "names": "Ana", "first": [], "conversation": conversation}
        return Notification.objects.create(
            person=ben, kind=MISSED.key, cause=cause, channel=Channel.EMAIL, facts=facts, url="/chat/"
        )

    first, second, other, several = (
        compose(ben, [about(conversation, f"missed:{number}")]).message()
        for number, conversation in enumerate([1, 1, 2, None])
    )
    assert first["References"] == second["References"] != other["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert (several["Reply-To"], several["References"]) == (None, None)


def test_without_an_address_letters_are_as_before(ben: User, settings):
    settings.REPLY_ADDRESS = ""
    letter = Notification.objects.create(
        person=ben,
        kind=MISSED.key,
        cause="missed:1",
        channel=Channel.EMAIL,
        facts={"messages": 1, "names": "Ana", "conversation": 1},
    )
    made = compose(ben, [letter])
    assert made.reply_to == []
    assert "Answer this e-mail" not in made.body
