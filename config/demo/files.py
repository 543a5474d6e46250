"""Files of the demo's conversations, shipped as the product keeps them: nothing has to be read while it is made."""

from pathlib import Path
from typing import Any

from apps.accounts.models import User
from apps.chat.files.models import Form
from apps.chat.files.reading import Kept
from apps.chat.files.services import store_file
from apps.chat.models import Attachment

_FOLDER = Path(__file__).parent / "files"


def keep(entry: dict[str, Any], *, sender: User, conversation_id: int) -> int:
    """The id of an attachment that waits for its message."""
    stem, _, extension = entry["file"].rpartition(".")
    small = _FOLDER / f"{stem}-small.webp"
    kept = Kept(
        form=Attachment.Form(entry["form"]),
        name=entry["name"],
        extension=extension,
        content_type=entry["content_type"],
        content=(_FOLDER / entry["file"]).read_bytes(),
        thumbnail=small.read_bytes() if small.exists() else b"",
        width=entry["width"],
        height=entry["height"],
        facts=entry["facts"],
    )
    return store_file(uploader=sender, conversation_id=conversation_id, kept=kept).pk


def keep_text(name: str, text: str) -> Kept:
    """A text file as the product keeps one."""
    return Kept(
        form=Form.DOCUMENT,
        name=name,
        extension="txt",
        content_type="text/plain; charset=utf-8",
        content=text.encode(),
        thumbnail=b"",
        width=0,
        height=0,
        facts={"kind": "txt", "text": text},
    )
