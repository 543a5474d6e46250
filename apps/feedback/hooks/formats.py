"""What came, read from each platform's form.

- Our own: {"id", "sender", "name"?, "text", "automatic"?}; `automatic` marks what no person wrote.
- WeChat (XML): FromUserName, MsgType, Content or Recognition, MsgId. Events aren't messages. In encrypted mode all of
  it is inside Encrypt.
- Weibo (JSON): type, receiver_id, sender_id, created_at, text; it numbers nothing, so moment and text are the key.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from apps.feedback.hooks.errors import UnreadableMessage
from apps.feedback.hooks.models import WebhookSource
from apps.language.cleaning import refuse_unstorable

LONGEST_NAME = 128


@dataclass(frozen=True)
class Said:
    """`text` is empty where it is something that we can't show, such as a picture or an event."""

    key: str
    sender: str
    text: str
    name: str = ""
    is_automatic: bool = False


def read(source: WebhookSource, body: bytes) -> Said:
    """Raises UnreadableMessage."""
    with _refusing_nonsense():
        said = _READERS[source.format](body)
        for part in (said.key, said.sender, said.name, said.text):
            refuse_unstorable(part)
    if not said.sender or not said.key or max(len(said.key), len(said.sender)) > LONGEST_NAME:
        raise UnreadableMessage
    return said


def _read_own(body: bytes) -> Said:
    given = _object(body)
    return Said(
        key=_text(given["id"]),
        sender=_text(given["sender"]),
        text=_text(given["text"]),
        name=_text(given.get("name", "")),
        is_automatic=bool(given.get("automatic")),
    )


def sealed_part(body: bytes) -> str:
    """What is inside WeChat's Encrypt, never empty. Raises UnreadableMessage."""
    with _refusing_nonsense():
        if sealed := _parts(body).get("Encrypt"):
            return sealed
    raise UnreadableMessage


@contextmanager
def _refusing_nonsense() -> Iterator[None]:
    """What a parser can't read, or what lacks a part, is an UnreadableMessage."""
    try:
        yield
    except (ValueError, KeyError, TypeError, ElementTree.ParseError, RecursionError) as error:
        raise UnreadableMessage from error


def _parts(body: bytes) -> dict[str, str]:
    """Of WeChat's XML, by their tags."""
    text = body.decode()
    # Entities are what makes a small text a large one; the platform sends none.
    if "<!" in text.replace("<![CDATA[", ""):
        raise UnreadableMessage
    return {child.tag: child.text or "" for child in ElementTree.fromstring(text)}


def _read_wechat(body: bytes) -> Said:
    given = _parts(body)
    if given["MsgType"] == "event":
        key = hashlib.sha256(body).hexdigest()
        return Said(key=key, sender=given["FromUserName"], text="", is_automatic=True)
    text = given.get("Content") or given.get("Recognition") or ""
    return Said(key=given["MsgId"], sender=given["FromUserName"], text=text)


def _read_weibo(body: bytes) -> Said:
    given = _object(body)
    sender, text = str(given["sender_id"]), _text(given.get("text") or "")
    key = hashlib.sha256(f"{sender} {given['created_at']} {text}".encode()).hexdigest()
    return Said(key=key, sender=sender, text=text, is_automatic=given["type"] not in ("text", "voice", "image"))


def _object(body: bytes) -> dict[str, Any]:
    given = json.loads(body)
    if not isinstance(given, dict):
        raise UnreadableMessage
    return given


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnreadableMessage
    return value.strip()


_READERS: dict[str, Callable[[bytes], Said]] = {
    WebhookSource.Format.OWN: _read_own,
    WebhookSource.Format.WECHAT: _read_wechat,
    WebhookSource.Format.WEIBO: _read_weibo,
}
