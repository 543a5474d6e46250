"""Large files in parts: what was cut off goes on with the rest."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.chat.conversations.selectors import conversation_for
from apps.chat.files.day import check_day
from apps.chat.files.errors import WrongOffset
from apps.chat.files.limits import MEGABYTE, most_bytes
from apps.chat.files.models import Upload, UploadPart
from apps.chat.files.services import forget_upload, keep_file
from apps.chat.safety.permissions import check_may_change
from apps.errors import DomainError, InvalidInput, NotFound, RateLimited
from apps.uploads.errors import FileTooLarge
from apps.uploads.services import lock_tally
from apps.uploads.storing import storing

MAX_PART = 4 * MEGABYTE
MAX_UNFINISHED = 5


def begin_upload(
    *,
    uploader: User,
    conversation_id: int,
    name: str,
    size: int,
    waveform: Sequence[int] = (),
    now: datetime | None = None,
) -> Upload:
    """Makes room for a file that will come in parts; `waveform` is of a voice note.

    Raises NotFound, NotAllowed, FileTooLarge, RateLimited with too many unfinished, and DayUsedUp when this one would
    pass the person's share of a day.
    """
    now = now or timezone.now()
    check_may_change(uploader, conversation_for(uploader, conversation_id))
    if size > (most := most_bytes(uploader)):
        raise FileTooLarge(limit=most, field="size")
    with transaction.atomic():
        # One after the other, so that many who begin at once don't pass the limits together.
        lock_tally(person=uploader.pk, kind="unsent")
        unfinished = Upload.objects.filter(uploader=uploader, attachment=None)
        if unfinished.count() >= MAX_UNFINISHED:
            raise RateLimited(
                ngettext(
                    "%(limit)s upload isn't finished yet. Let it come through first.",
                    "%(limit)s uploads aren't finished yet. Let them come through first.",
                    MAX_UNFINISHED,
                )
                % {"limit": MAX_UNFINISHED},
                retry_after=60,
            )
        check_day(uploader, size, now)
        return Upload.objects.create(
            uploader=uploader,
            conversation_id=conversation_id,
            name=name[:255],
            size=size,
            waveform=list(waveform),
        )


def upload_for(person: User, upload_id: UUID) -> Upload:
    """One's own, in a conversation in which one still takes part. Raises NotFound."""
    found = Upload.objects.select_related("uploader").filter(pk=upload_id, uploader=person).first()
    if found is None:
        raise NotFound
    conversation_for(person, found.conversation_id)
    return found


def add_part(upload: Upload, *, offset: int, content: bytes) -> Upload:
    """Adds the bytes from `offset` on; with the last of them the file is read and becomes an attachment.

    Raises NotFound, NotAllowed, WrongOffset (its `offset` says where to go on), InvalidInput for more than was
    announced, and what `upload_file` raises. A file that is refused for what it is, is forgotten.
    """
    check_may_change(upload.uploader, conversation_for(upload.uploader, upload.conversation_id))
    if upload.attachment_id is not None:
        return upload
    if not content or len(content) > MAX_PART or offset + len(content) > upload.size:
        raise InvalidInput(field="body")
    if offset != upload.received:
        raise WrongOffset(offset=upload.received)
    if offset + len(content) < upload.size:
        return _store_part(upload.pk, offset, content)
    return _finish(upload, content)


def _store_part(upload_id: UUID, offset: int, content: bytes) -> Upload:
    with storing(), transaction.atomic():
        upload = Upload.objects.select_for_update().filter(pk=upload_id).first()
        if upload is None:
            raise NotFound
        if upload.received != offset:
            raise WrongOffset(offset=upload.received)
        part = UploadPart(upload=upload, start=offset)
        part.file.save(f"{offset}-{uuid4().hex}", ContentFile(content), save=False)
        part.save()
        upload.received = offset + len(content)
        upload.save(update_fields=["received", "updated_at"])
    return upload


def _finish(upload: Upload, last: bytes) -> Upload:
    """Reading takes seconds, so nothing is locked meanwhile; of two who finish the same file one is heard. Raises
    NotFound where it was given up meanwhile."""
    content = _whole(upload, last)
    if content is None:
        found = Upload.objects.filter(pk=upload.pk).select_related("attachment").first()
        if found is None or found.attachment is None:
            raise NotFound
        return found
    try:
        attachment = keep_file(
            uploader=upload.uploader,
            conversation_id=upload.conversation_id,
            name=upload.name,
            content=content,
            waveform=upload.waveform,
        )
    except DomainError as error:
        if error.retry_after is None and error.status < 500:
            forget_unfinished(upload_id=upload.pk, only_unread=True)
        raise
    is_first = Upload.objects.filter(pk=upload.pk, attachment=None).update(
        attachment=attachment, received=upload.size, updated_at=timezone.now()
    )
    if not is_first:
        forget_upload(attachment_id=attachment.pk)
    finished = Upload.objects.filter(pk=upload.pk).select_related("attachment").first()
    if finished is None:
        raise NotFound
    _drop_parts(finished)
    return finished


def _whole(upload: Upload, last: bytes) -> bytes | None:
    """All that came; None where another call has taken parts of it away."""
    try:
        content = b"".join([*map(_read, upload.parts.order_by("start")), last])
    except FileNotFoundError:
        return None
    return content if len(content) == upload.size else None


def forget_unfinished(*, upload_id: UUID, only_unread: bool = False) -> None:
    """Removes what has come of an upload, and its row. What became an attachment stays; with `only_unread` its row
    does, too."""
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is not None and not (only_unread and upload.attachment_id is not None):
        _drop_parts(upload)
        upload.delete()


def _drop_parts(upload: Upload) -> None:
    for part in upload.parts.all():
        part.file.delete(save=False)
        part.delete()


def _read(part: UploadPart) -> bytes:
    with part.file.open("rb") as opened:
        return bytes(opened.read())
