"""Files looked at by clamd, where one is configured: its INSTREAM command, over TCP or a Unix socket."""

import socket
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from apps.uploads.errors import FileInfected, ScannerAway

PATIENCE_SECONDS = 20
PORT = 3310
_CHUNK = 1 << 16
_LONGEST_ANSWER = 4096


def scan(content: bytes, *, field: str | None = None) -> datetime | None:
    """When clamd found nothing in it; None where no scanner is configured. Raises FileInfected, and ScannerAway when
    clamd doesn't say."""
    if not settings.CLAMD_URL:
        return None
    try:
        answer = _answer_to(content)
    except OSError as error:
        raise ScannerAway(retry_after=120) from error
    if answer.endswith(" FOUND"):
        raise FileInfected(field=field)
    if not answer.endswith(": OK"):
        raise ScannerAway(retry_after=120)
    return timezone.now()


def _answer_to(content: bytes) -> str:
    with _connected() as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            part = content[start : start + _CHUNK]
            clamd.sendall(len(part).to_bytes(4, "big") + part)
        clamd.sendall((0).to_bytes(4, "big"))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER and (part := clamd.recv(_CHUNK)):
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected() -> socket.socket:
    url = urlsplit(settings.CLAMD_URL)
    if url.scheme == "tcp":
        return socket.create_connection((url.hostname or "", url.port or PORT), timeout=PATIENCE_SECONDS)
    clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    clamd.settimeout(PATIENCE_SECONDS)
    try:
        clamd.connect(url.path)
    except OSError:
        clamd.close()
        raise
    return clamd
