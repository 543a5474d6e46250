"""The mailbox that replies come to, read over IMAP: what was taken is marked as seen, and stays there."""

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from apps.notifications.inbound.services import MOST_BYTES, may_come_again, receive

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30
MOST_AT_ONCE = 50
AWAY = (imaplib.IMAP4.error, OSError, ssl.SSLError)


def read_mailbox(url: str) -> int:
    """Takes in what is unseen, the oldest first, at most 50; how many it was done with. A server that is away, or
    refuses, is tried at the next turn: `url` is imap(s)://user:password@host:port/folder."""
    try:
        with _opened(url) as server:
            return sum(_take(server, uid) for uid in _unseen(server)[:MOST_AT_ONCE])
    except AWAY as error:
        logger.warning("The mailbox for replies can't be read now: %s", type(error).__name__)
        return 0


@contextmanager
def _opened(url: str) -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    server: imaplib.IMAP4
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        server = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=context, timeout=TIMEOUT_SECONDS)
    else:
        server = imaplib.IMAP4(host, parts.port or 143, timeout=TIMEOUT_SECONDS)
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answer, _data = server.select('"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"')
        if answer != "OK":
            raise imaplib.IMAP4.error(folder)
        yield server
    finally:
        try:
            server.logout()
        except AWAY:
            server.shutdown()


def _unseen(server: imaplib.IMAP4) -> list[str]:
    _answer, found = server.uid("SEARCH", "UNSEEN")
    return [uid.decode() for uid in (found[0] or b"").split()] if found else []


def _take(server: imaplib.IMAP4, uid: str) -> bool:
    """Seen only once it is done with: whoever dies in between finds it again, and it is handled once all the same."""
    content = _content(server, uid) if _size(server, uid) <= MOST_BYTES else None
    if content is None:
        logger.warning("An e-mail in the mailbox for replies is too large, or gone.")
    elif may_come_again(receive(content)):
        return False
    server.uid("STORE", uid, "+FLAGS", "(\\Seen)")
    return True


def _size(server: imaplib.IMAP4, uid: str) -> int:
    _answer, found = server.uid("FETCH", uid, "(RFC822.SIZE)")
    line = found[0] if found else None
    words = line.upper().rpartition(b"RFC822.SIZE ")[2] if isinstance(line, bytes) else b""
    digits = words.split(b" ")[0].strip(b")")
    return int(digits) if digits.isdigit() else 0


def _content(server: imaplib.IMAP4, uid: str) -> bytes | None:
    _answer, found = server.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((part[1] for part in found if isinstance(part, tuple)), None)
