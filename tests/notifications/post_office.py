"""A real SMTP server that keeps what it is given, and answers as mail programs write them."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from aiosmtpd.controller import Controller


class Kept:
    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


class Office(Controller):
    """On a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def open_office(settings) -> Iterator[list[EmailMessage]]:
    """Django sends through it while it is open."""
    kept = Kept()
    controller = Office(kept, hostname="127.0.0.1", port=0, ready_timeout=60)
    controller.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = controller.port
        yield kept.letters
    finally:
        controller.stop()


def answer_to(
    letter: EmailMessage, words: str, *, sender: str, number: int = 1, introduction: str = ""
) -> EmailMessage:
    """With the letter quoted below, line by line."""
    answer = EmailMessage()
    answer["From"], answer["To"] = sender, letter["Reply-To"] or letter["From"]
    answer["Subject"] = f"Re: {letter['Subject']}"
    answer["Message-ID"] = f"<answer-{number}@mail.example>"
    answer["In-Reply-To"] = letter["Message-ID"]
    answer["References"] = f"{letter['References'] or ''} {letter['Message-ID']}".strip()
    body = letter.get_body(("plain",))
    quoted = "".join(f"> {line}\n" for line in body.get_content().splitlines()) if body else ""
    answer.set_content(f"{words}\n\n{introduction or 'On Wed, Mar 4, 2026 at 10:00 Rapport wrote:'}\n\n{quoted}")
    return answer


def as_read(letter: Message) -> EmailMessage:
    """What Django wrote, as its reader's program has it."""
    read = message_from_bytes(letter.as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def report(letter_id: str, *, to: str = "ana@rapport.example", action: str = "failed", status: str = "5.1.1") -> bytes:
    """What a mail server says of a letter of ours that it couldn't hand over."""
    return f"""From: MAILER-DAEMON@mx.example
To: rapport@localhost
Message-ID: <{abs(hash((letter_id, to, action, status)))}@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: text/plain

Sorry.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
--B
Content-Type: message/rfc822

Message-ID: {letter_id}
Subject: Hello

Hello
--B--
""".encode()
