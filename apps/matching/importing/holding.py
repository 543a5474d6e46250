"""A file that an operator looks over before it is brought in: kept aside for a day under a signed name."""

import contextlib
import uuid
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.errors import NotFound

FOLDER = "imports"
KEPT = timedelta(days=1)
_SALT = "matching.import"


@dataclass(frozen=True, slots=True)
class HeldFile:
    """What was chosen with it; ids for the company and the operator who may bring it in."""

    path: str
    file_name: str
    kind: str
    source: str
    company: int | None
    operator: int


def hold_file(content: bytes, *, file_name: str, kind: str, source: str, company: int | None, operator: int) -> str:
    """Keeps the file and returns the token that brings it back."""
    forget_old_files()
    path = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(content))
    return signing.dumps(asdict(HeldFile(path, file_name, kind, source, company, operator)), salt=_SALT)


def held_file(token: str, *, operator: int) -> tuple[HeldFile, bytes]:
    """Raises NotFound for a token that isn't this operator's, is older than a day or was used already."""
    try:
        held = HeldFile(**signing.loads(token, salt=_SALT, max_age=KEPT))
        if held.operator != operator:
            raise NotFound
        with default_storage.open(held.path) as file:
            return held, file.read()
    except (signing.BadSignature, FileNotFoundError) as error:
        raise NotFound from error


def drop_file(held: HeldFile) -> None:
    default_storage.delete(held.path)


def forget_old_files() -> None:
    """What was looked over and never brought in."""
    with contextlib.suppress(FileNotFoundError):
        for name in default_storage.listdir(FOLDER)[1]:
            path = f"{FOLDER}/{name}"
            if default_storage.get_modified_time(path) < timezone.now() - KEPT:
                default_storage.delete(path)
