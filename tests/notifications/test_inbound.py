"""E-mails that come in: each once, from whom their address was made for, and never an answer to a program."""

import io
import sys
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import RateLimited
from apps.notifications.inbound import registry
from apps.notifications.inbound.addresses import VALID_FOR, read_token, reply_address, token_for
from apps.notifications.inbound.mailbox import read_mailbox
from apps.notifications.inbound.reading import Incoming
from apps.notifications.inbound.registry import SignedKind
from apps.notifications.inbound.services import LEASE, forget_old, receive
from apps.notifications.models import Channel, InboundMail, Notification
from tests.notifications.imap import Mailbox, serve

pytestmark = pytest.mark.django_db
Outcome = InboundMail.Outcome


@pytest.fixture(autouse=True)
def _address(settings) -> None:
    settings.REPLY_ADDRESS = "reply@rapport.example"


@pytest.fixture
def taken() -> Iterator[list[Incoming]]:
    """What the handler of this file's addresses got; it fails as often as `failing` says."""
    got: list[Incoming] = []

    def take(mail: Incoming, person: User, subject: int) -> None:
        if mail.text == "Too much":
            raise RateLimited(retry_after=30)
        if mail.text == "Broken" and not got:
            got.append(mail)
            raise RuntimeError("away")
        got.append(mail)

    kind = registry.register_signed(SignedKind("tests", 255, take, lambda subject: f"/there/{subject}/"))
    yield got
    registry._signed.pop(kind.key)


def letter(to: str, body: str = "Thursday is fine.", *, sender: str = "Ana <Ana@rapport.example>", **headers: str):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Re: 1 new message"
    mail["Message-ID"] = headers.pop("id", "<1@ana.example>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail


def address(person: User, subject: int = 7, **ago: int) -> str:
    return reply_address("tests", person=person.pk, subject=subject, now=timezone.now() - timedelta(**ago))


def test_an_answer_arrives_once(ana: User, taken: list[Incoming]):
    mail = letter(address(ana))
    assert receive(mail.as_bytes()).outcome == Outcome.TAKEN
    for _time in range(20):
        receive(mail.as_bytes())
    [got] = taken
    assert (got.text, got.sender) == ("Thursday is fine.", "ana@rapport.example")


def test_an_address_fits_before_the_at_and_survives_another_case(ana: User, taken: list[Incoming]):
    made = address(ana)
    assert len(made.partition("@")[0]) <= 64
    receive(letter(made.upper()).as_bytes())
    assert len(taken) == 1


def test_nobody_makes_an_address_themselves(ana: User, ben: User, taken: list[Incoming]):
    made = address(ana)
    for place in range(len("reply+"), made.index("@")):
        forged = made[:place] + ("a" if made[place] != "a" else "b") + made[place + 1 :]
        receive(letter(forged, id=f"<{place}@x.example>").as_bytes())
    for number, to in enumerate(["reply@rapport.example", "reply+@rapport.example", "reply+é@rapport.example"]):
        receive(letter(to, id=f"<{number}@y.example>").as_bytes())
    assert taken == []
    assert set(InboundMail.objects.values_list("outcome", flat=True)) == {Outcome.UNADDRESSED}


def test_a_token_says_what_went_into_it():
    day = timezone.now().date()
    said = read_token(token_for(1, 2**40, 2**62, last_day=day))
    assert said is not None
    assert (said.number, said.person, said.subject, said.last_day) == (1, 2**40, 2**62, day)


def test_whom_a_letter_was_forwarded_to_doesnt_write_for_its_reader(ana: User, taken: list[Incoming]):
    row = receive(letter(address(ana), sender="olga@rapport.example").as_bytes())
    assert (row.outcome, row.reason) == (Outcome.REFUSED, "other_sender")
    assert taken == []
    told = Notification.objects.get(person=ana, channel=Channel.EMAIL)
    assert "olga@rapport.example" in told.facts["reason"]
    assert "Thursday" not in str(told.facts)


def test_a_second_address_that_is_confirmed_is_theirs_too(ana: User, taken: list[Incoming]):
    for number, is_verified in enumerate([False, True]):
        EmailAddress.objects.create(user=ana, email=f"ana{number}@home.example", verified=is_verified)
        receive(letter(address(ana), sender=f"ana{number}@home.example", id=f"<{number}@x>").as_bytes())
    assert [mail.sender for mail in taken] == ["ana1@home.example"]


def test_an_address_becomes_too_old(ana: User, taken: list[Incoming]):
    row = receive(letter(address(ana, days=VALID_FOR.days + 2)).as_bytes())
    assert (row.outcome, taken) == (Outcome.EXPIRED, [])
    told = Notification.objects.get(person=ana, channel=Channel.EMAIL)
    assert told.facts["words"] == "Thursday is fine."
    assert told.url == "/there/7/"


def test_a_refusal_is_told_in_ones_language_with_ones_words(ana: User, taken: list[Incoming]):
    User.objects.filter(pk=ana.pk).update(language="zh-hans")
    for _time in range(3):
        receive(letter(address(ana), "Too much").as_bytes())
    told = Notification.objects.get(person=ana, channel=Channel.EMAIL)
    assert told.facts["reason"] == "操作太频繁了。请稍等片刻再试。"
    assert told.facts["words"] == "Too much"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<a.b>"},
        {"Return_Path": "<>"},
        {"sender": "MAILER-DAEMON@x.example"},
        {"sender": "rapport@localhost"},
        {"sender": "reply+abc@rapport.example"},
    ],
)
def test_programs_are_neither_believed_nor_answered(ana: User, taken: list[Incoming], headers: dict[str, str]):
    assert receive(letter(address(ana), **headers).as_bytes()).outcome == Outcome.AUTOMATIC
    assert taken == []
    assert not Notification.objects.exists()


def test_what_a_person_sends_says_so(ana: User, taken: list[Incoming]):
    assert receive(letter(address(ana), Auto_Submitted="no").as_bytes()).outcome == Outcome.TAKEN


BOUNCE = """From: MAILER-DAEMON@mx.example
To: rapport@localhost
Message-ID: <b1@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type={report}; boundary=B

--B
Content-Type: text/plain

Sorry.
--B
Content-Type: message/{report}

{fields}
--B
Content-Type: text/rfc822-headers

Message-ID: <ours@localhost>
Subject: Hello
--B--
"""


@pytest.mark.parametrize(
    ("report", "fields", "outcome"),
    [
        (
            "delivery-status",
            "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; Ana@x.example\nAction: failed\nStatus: 5.1.1",
            Outcome.BOUNCE,
        ),
        (
            "delivery-status",
            "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ana@x.example\nAction: delayed\nStatus: 4.4.1",
            Outcome.DELAYED,
        ),
        ("feedback-report", "Feedback-Type: abuse\nOriginal-Rcpt-To: ana@x.example", Outcome.COMPLAINT),
    ],
)
def test_bounces_and_complaints_are_recorded(report: str, fields: str, outcome: str):
    assert receive(BOUNCE.format(report=report, fields=fields).encode()).outcome == outcome


def test_one_that_fails_is_tried_again_and_holds_up_no_other(ana: User, taken: list[Incoming]):
    broken, whole = letter(address(ana), "Broken"), letter(address(ana), id="<2@ana.example>")
    assert receive(broken.as_bytes()).outcome == Outcome.FAILED
    assert receive(whole.as_bytes()).outcome == Outcome.TAKEN
    row = receive(broken.as_bytes())
    assert (row.outcome, row.attempts, row.error) == (Outcome.TAKEN, 2, "")


def test_what_a_dead_process_left_is_taken_by_the_next(ana: User, taken: list[Incoming]):
    mail = letter(address(ana)).as_bytes()
    receive(mail)
    InboundMail.objects.update(outcome=Outcome.UNDER_WAY, claimed_at=timezone.now())
    assert receive(mail).outcome == Outcome.UNDER_WAY
    assert receive(mail, now=timezone.now() + LEASE).outcome == Outcome.TAKEN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 5000,
        b"Message-ID: <1@x>\nFrom: =?utf-8?q?\xff?= <" + b"a" * 9000 + b"@x>\n\nhi",
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"Content-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n!!!",
        b"From: a@b\nTo: " + b"reply+x@rapport.example, " * 20_000 + b"\n\n",
        b"Subject: " + b"=?utf-8?b?" * 20_000,
    ],
)
def test_hostile_letters_are_done_with(content: bytes):
    assert receive(content).outcome in {Outcome.UNADDRESSED, Outcome.UNREADABLE}


def test_files_and_chinese_names(ana: User, taken: list[Incoming]):
    mail = letter(address(ana), "见附件")
    inline = {"cid": "<logo@x>", "filename": "logo.png", "disposition": "inline"}
    mail.add_related(b"logo", maintype="image", subtype="png", **inline)
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="简历.pdf")
    receive(mail.as_bytes())
    [got] = taken
    assert got.text == "见附件"
    assert [(file.name, file.content) for file in got.files] == [("简历.pdf", b"%PDF-1.4")]


def test_a_letter_in_gb2312(ana: User, taken: list[Incoming]):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = ana.email, address(ana), "<gb@x>"
    mail.set_content("周四可以，鎔基", charset="gbk")
    receive(mail.as_bytes().replace(b'charset="gbk"', b'charset="gb2312"'))
    assert taken[0].text == "周四可以，鎔基"


class TestTheMailbox:
    @pytest.fixture
    def mailbox(self) -> Iterator[Mailbox]:
        box = Mailbox()
        server = serve(box)
        yield box
        server.shutdown()
        server.server_close()

    def test_what_is_unseen_is_taken_and_marked(self, ana: User, taken: list[Incoming], mailbox: Mailbox):
        mailbox.put(letter(address(ana)).as_bytes())
        mailbox.put(letter(address(ana), "Second", id="<2@x>").as_bytes())
        assert [read_mailbox(mailbox.url), read_mailbox(mailbox.url)] == [2, 0]
        assert [mail.text for mail in taken] == ["Thursday is fine.", "Second"]
        assert mailbox.seen == {1, 2}

    def test_what_failed_stays_unseen_until_it_is_given_up(self, ana: User, taken: list[Incoming], mailbox: Mailbox):
        mailbox.put(letter(address(ana), "Broken").as_bytes())
        assert read_mailbox(mailbox.url) == 0
        assert mailbox.seen == set()
        assert read_mailbox(mailbox.url) == 1
        assert mailbox.seen == {1}

    def test_a_wrong_password_and_a_server_that_is_away_are_no_end(self, mailbox: Mailbox):
        mailbox.password = "another"
        assert read_mailbox(mailbox.url) == 0
        assert read_mailbox("imap://a:b@127.0.0.1:9/INBOX") == 0


def test_a_mail_servers_pipe_hands_it_over(ana: User, taken: list[Incoming], monkeypatch, capsys):
    mail = letter("undisclosed-recipients:;").as_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(mail)))
    call_command("receive_mail", to=address(ana))
    assert capsys.readouterr().out.strip() == "taken"
    assert len(taken) == 1


def test_the_list_doesnt_grow_for_ever(ana: User, taken: list[Incoming]):
    receive(letter(address(ana)).as_bytes())
    assert forget_old(now=timezone.now() + timedelta(days=80)) == 0
    assert forget_old(now=timezone.now() + timedelta(days=91)) == 1
