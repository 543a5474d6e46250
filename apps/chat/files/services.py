"""Pictures for messages: redrawn by a child process, kept with a small copy."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.selectors import conversation_for
from apps.chat.files.errors import BadImage
from apps.chat.files.models import Attachment
from apps.chat.safety.permissions import check_may_change
from apps.errors import RateLimited
from apps.uploads.errors import FileTooLarge, TooManyPixels, WorkFailed
from apps.uploads.limits import MAX_BYTES, PICTURE
from apps.uploads.pictures import CONTENT_TYPES, EXTENSIONS, TOO_MANY_PIXELS, redraw_for_message
from apps.uploads.sandbox import read_safely
from apps.uploads.services import count_upload, lock_tally
from apps.uploads.storing import storing

MAX_UNSENT = 30


def upload_image(*, uploader: User, conversation_id: int, file: UploadedFile) -> Attachment:
    """Keeps a picture for a message that its uploader will send in this conversation. Position and other hidden data
    are gone, of an animation the first frame stays. Raises NotFound, FileTooLarge, TooManyPixels, BadImage,
    TooManyUploads, or RateLimited when too many wait unsent."""
    check_may_change(uploader, conversation_for(uploader, conversation_id))
    if file.size is None or file.size > MAX_BYTES:
        raise FileTooLarge(field="file")
    _check_unsent(uploader)
    count_upload(person=uploader.pk, kind="picture")
    try:
        facts, (picture, small) = _redrawn(file.read(MAX_BYTES + 1))
    except WorkFailed as error:
        raise BadImage(field="file") from error
    name, extension = uuid4().hex, EXTENSIONS[facts["format"]]
    attachment = Attachment(
        conversation_id=conversation_id,
        uploader=uploader,
        name=_clean_name(file.name or "", extension),
        content_type=CONTENT_TYPES[facts["format"]],
        size=len(picture),
        width=facts["width"],
        height=facts["height"],
    )
    with storing(), transaction.atomic():
        # Counted again under the lock: others of the same person may have come in meanwhile.
        lock_tally(person=uploader.pk, kind="picture")
        _check_unsent(uploader)
        attachment.file.save(f"{name}.{extension}", ContentFile(picture), save=False)
        attachment.thumbnail.save(f"{name}-small.webp", ContentFile(small), save=False)
        attachment.created_at = timezone.now()
        attachment.save()
    return attachment


def _check_unsent(uploader: User) -> None:
    if Attachment.objects.filter(uploader=uploader, message=None).count() >= MAX_UNSENT:
        raise RateLimited(
            _("%(limit)s of your pictures aren't sent yet. Send or remove some first.") % {"limit": MAX_UNSENT},
            retry_after=3600,
        )


def _redrawn(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    facts, files = read_safely(redraw_for_message, data, limits=PICTURE)
    if facts.get("refused") == TOO_MANY_PIXELS:
        raise TooManyPixels(field="file")
    if "refused" in facts:
        raise BadImage(field="file")
    return facts, files


@transaction.atomic
def forget_upload(*, attachment_id: int) -> bool:
    """Removes a picture that belongs to no message. False when it does by now, or is gone.

    Its files go before its row, by which a call that died halfway is found and repeated.
    """
    unsent = Attachment.objects.select_for_update().filter(pk=attachment_id, message=None).first()
    if unsent is None:
        return False
    unsent.file.delete(save=False)
    unsent.thumbnail.delete(save=False)
    unsent.delete()
    return True


def _clean_name(name: str, extension: str) -> str:
    """The uploader's name for it without folders and control characters, with the extension that is true."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    stem = "".join(character for character in stem if character.isprintable() and character not in '"<>:|?*').strip()
    return f"{stem[:80] or 'image'}.{extension}"
