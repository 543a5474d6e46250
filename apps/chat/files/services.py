"""Files for messages: read by a child process, kept with what a preview shows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.selectors import conversation_for
from apps.chat.files.day import check_day
from apps.chat.files.events import PageAwaited
from apps.chat.files.limits import most_bytes
from apps.chat.files.models import Attachment, WhatIsKnown
from apps.chat.files.reading import Kept, is_picture, is_voice, read_document, read_picture, read_voice
from apps.chat.safety.permissions import check_may_change
from apps.errors import NotFound, RateLimited
from apps.events.services import publish
from apps.uploads.errors import FileTooLarge
from apps.uploads.limits import MAX_BYTES, MAX_DOCUMENT_BYTES
from apps.uploads.scanning import scan
from apps.uploads.services import count_upload, lock_tally
from apps.uploads.storing import storing

MAX_UNSENT = 30
ReadFile = tuple[Kept, datetime | None]
"""What is kept of a file, and when a scanner found nothing in it."""


def upload_file(
    *, uploader: User, conversation_id: int, file: UploadedFile, waveform: Sequence[int] = ()
) -> Attachment:
    """Keeps a file for a message that its uploader will send in this conversation; `waveform` is of a voice note.
    Raises as `read_upload` and `keep_read` do."""
    read = read_upload(uploader=uploader, conversation_id=conversation_id, file=file, waveform=waveform)
    return keep_read(uploader=uploader, conversation_id=conversation_id, read=read)


def read_upload(*, uploader: User, conversation_id: int, file: UploadedFile, waveform: Sequence[int] = ()) -> ReadFile:
    """What is kept of it, found out before anything is locked.

    Raises NotFound, FileTooLarge, TooManyPixels, BadImage, BadFile, DamagedFile, FileWithMacros, FileUnpacksTooLarge,
    VoiceEmpty, VoiceTooLong, FileInfected, ScannerAway, TooManyUploads, DayUsedUp, or RateLimited when too
    many wait unsent.
    """
    check_may_change(uploader, conversation_for(uploader, conversation_id))
    most = most_bytes(uploader)
    if file.size is None or file.size > most:
        raise FileTooLarge(limit=most, field="file")
    check_day(uploader, file.size, timezone.now())
    check_unsent(uploader)
    return read_content(uploader, file.name or "", file.read(most), waveform)


def keep_file(
    *, uploader: User, conversation_id: int, name: str, content: bytes, waveform: Sequence[int] = ()
) -> Attachment:
    """What has come whole, from somebody who may write there, and was counted in their day when it began. Raises as
    `upload_file` does."""
    check_unsent(uploader)
    read = read_content(uploader, name, content, waveform)
    return keep_read(uploader=uploader, conversation_id=conversation_id, read=read, is_counted=True)


def keep_read(*, uploader: User, conversation_id: int, read: ReadFile, is_counted: bool = False) -> Attachment:
    """`is_counted` says that it is part of what came in the person's day already. Raises RateLimited when too many wait
    unsent, DayUsedUp, and StorageFull."""
    kept, scanned_at = read
    with storing(), transaction.atomic():
        # Counted again under the lock: others of the same person may have come in meanwhile.
        lock_tally(person=uploader.pk, kind="unsent")
        check_unsent(uploader)
        if not is_counted:
            check_day(uploader, len(kept.content), timezone.now())
        return store_file(uploader=uploader, conversation_id=conversation_id, kept=kept, scanned_at=scanned_at)


def read_content(person: User, name: str, content: bytes, waveform: Sequence[int] = ()) -> ReadFile:
    """What is kept of it, and when a scanner found nothing in it. It counts as an upload of this person. Raises as
    `upload_file` does."""
    picture, voice = is_picture(content), is_voice(content)
    if not picture or len(content) <= MAX_BYTES:
        count_upload(person=person.pk, kind="picture" if picture else "voice" if voice else "document")
    return read_from_anybody(name, content, waveform)


def read_from_anybody(name: str, content: bytes, waveform: Sequence[int] = ()) -> ReadFile:
    """As `read_content`, for who has no account: what they may send was counted otherwise."""
    picture = is_picture(content)
    if len(content) > (MAX_BYTES if picture else MAX_DOCUMENT_BYTES):
        raise FileTooLarge(limit=MAX_BYTES if picture else MAX_DOCUMENT_BYTES, field="file")
    scanned_at = scan(content, field="file")
    if not picture and is_voice(content):
        return read_voice(content, waveform), scanned_at
    return read_picture(name, content) if picture else read_document(name, content), scanned_at


def store(row: WhatIsKnown, kept: Kept, scanned_at: datetime | None) -> None:
    """Stores what was read before, and saves the new row with what is known of it. Inside a transaction."""
    name = uuid4().hex
    row.form, row.name, row.content_type = kept.form, kept.name, kept.content_type
    row.size, row.width, row.height = len(kept.content), kept.width, kept.height
    row.facts, row.scanned_at = kept.facts, scanned_at
    row.page_due_at = timezone.now() if kept.page_follows else None
    row.file.save(f"{name}.{kept.extension}", ContentFile(kept.content), save=False)
    if kept.thumbnail:
        row.thumbnail.save(f"{name}-small.webp", ContentFile(kept.thumbnail), save=False)
    row.save()
    if kept.page_follows:
        publish(PageAwaited(table=row._meta.label_lower, row=row.pk))


def store_file(*, uploader: User, conversation_id: int, kept: Kept, scanned_at: datetime | None = None) -> Attachment:
    """Keeps what was read before, for a message of this person in this conversation."""
    attachment = Attachment(conversation_id=conversation_id, uploader=uploader)
    store(attachment, kept, scanned_at)
    return attachment


def check_unsent(uploader: User, *, more: int = 1) -> None:
    """Raises RateLimited where so many more would wait unsent beyond the most."""
    if Attachment.objects.filter(uploader=uploader, message=None).count() + more > MAX_UNSENT:
        raise RateLimited(
            _("%(limit)s of your files aren't sent yet. Send or remove some first.") % {"limit": MAX_UNSENT},
            retry_after=3600,
        )


def remove_unsent(*, by: User, attachment_id: int) -> None:
    """Removes a file of one's own that isn't sent yet. Raises NotFound for any other."""
    if not Attachment.objects.filter(pk=attachment_id, uploader=by, message=None).exists():
        raise NotFound
    forget_upload(attachment_id=attachment_id)


@transaction.atomic
def forget_upload(*, attachment_id: int) -> bool:
    """Removes a file that belongs to no message. False when it does by now, or is gone.

    What is stored goes before its row, by which a call that died halfway is found and repeated.
    """
    unsent = Attachment.objects.select_for_update().filter(pk=attachment_id, message=None).first()
    if unsent is None:
        return False
    unsent.file.delete(save=False)
    unsent.thumbnail.delete(save=False)
    unsent.delete()
    return True
