"""Files that a preset brings along: kept with it, copied into the conversation where it is used."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.files.day import check_day
from apps.chat.files.limits import most_bytes
from apps.chat.files.models import Attachment, Form
from apps.chat.files.reading import Kept
from apps.chat.files.services import ReadFile, check_unsent, read_content, store, store_file
from apps.chat.presets.models import Preset, PresetFile
from apps.chat.presets.permissions import may_change
from apps.chat.presets.selectors import presets_of
from apps.chat.safety.permissions import check_may_change
from apps.errors import InvalidInput, NotAllowed, NotFound
from apps.uploads.errors import FileTooLarge
from apps.uploads.services import lock_tally
from apps.uploads.storing import opened, storing

MOST_FILES = 5


def read_for(preset: Preset, *, by: User, file: UploadedFile) -> ReadFile:
    """What `keep_with` keeps. Raises NotAllowed, InvalidInput beyond MOST_FILES, and what an upload for a message
    raises."""
    if not may_change(by, preset):
        raise NotAllowed
    _check_room(preset)
    return read_file(by, file)


def read_file(by: User, file: UploadedFile) -> ReadFile:
    """What is kept of an upload, found out before anything is locked. Raises what an upload for a message raises."""
    most = most_bytes(by)
    if file.size is None or file.size > most:
        raise FileTooLarge(limit=most, field="file")
    check_day(by, file.size, timezone.now())
    return read_content(by, file.name or "", file.read(most))


@transaction.atomic
def keep_with(preset: Preset, *, by: User, read: ReadFile) -> PresetFile:
    """Raises NotAllowed, InvalidInput beyond MOST_FILES, DayUsedUp, StorageFull."""
    # Under the lock: a colleague may have added some, or deleted it, meanwhile.
    locked = Preset.objects.select_for_update().filter(pk=preset.pk).first()
    if locked is None:
        raise NotFound
    if not may_change(by, locked):
        raise NotAllowed
    _check_room(locked)
    # Others of the same person may have come in meanwhile, here and elsewhere.
    lock_tally(person=by.pk, kind="unsent")
    check_day(by, len(read[0].content), timezone.now())
    row = PresetFile(preset=locked, uploader=by)
    with storing():
        store(row, *read)
    return row


def remove_preset_file(*, by: User, preset: Preset, file_id: int) -> None:
    """Raises NotAllowed; what is gone already is no error."""
    if not may_change(by, preset):
        raise NotAllowed
    forget_files(preset.files.filter(pk=file_id))


def forget_files(files: Iterable[PresetFile]) -> None:
    """Deletes rows at once, and what they stored once nothing can bring them back."""
    for row in files:
        stored = [one for one in (row.file, row.thumbnail) if one]
        row.delete()
        transaction.on_commit(partial(_delete_stored, stored))


def bytes_with_presets(person: User, since: datetime) -> int:
    """Of files that this person added to presets."""
    added = PresetFile.objects.filter(uploader=person, created_at__gt=since)
    return added.aggregate(sum=Sum("size"))["sum"] or 0


def _delete_stored(stored: Iterable[FieldFile]) -> None:
    for one in stored:
        one.storage.delete(str(one.name))


def lay_out(*, sender: User, preset: Preset, conversation: Conversation) -> list[Attachment]:
    """Copies of the preset's files that wait for a message of this person here. All of them or
    none: raises what writing here raises, RateLimited when too many wait unsent, and DayUsedUp."""
    check_may_change(sender, conversation)
    with transaction.atomic():
        lock_tally(person=sender.pk, kind="unsent")
        rows = list(preset.files.order_by("pk"))
        check_unsent(sender, more=len(rows))
        check_day(sender, sum(row.size for row in rows), timezone.now())
        return [_copied(row, sender=sender, conversation=conversation) for row in rows]


def _copied(row: PresetFile, *, sender: User, conversation: Conversation) -> Attachment:
    kept = Kept(
        form=Form(row.form),
        name=row.name,
        extension=str(row.file.name).rpartition(".")[2],
        content_type=row.content_type,
        content=opened(row.file).read(),
        thumbnail=opened(row.thumbnail).read() if row.thumbnail else b"",
        width=row.width,
        height=row.height,
        facts=row.facts,
        page_follows=row.page_due_at is not None,
    )
    with storing():
        return store_file(uploader=sender, conversation_id=conversation.pk, kept=kept, scanned_at=row.scanned_at)


def preset_file_for(user: User, preset_id: int, file_id: int) -> PresetFile:
    """For whoever may use the preset; raises NotFound for everybody else."""
    found = PresetFile.objects.filter(pk=file_id, preset_id=preset_id, preset__in=presets_of(user)).first()
    if found is None:
        raise NotFound
    return found


def _check_room(preset: Preset) -> None:
    if preset.files.count() >= MOST_FILES:
        raise InvalidInput(_("A preset carries up to %(n)d files.") % {"n": MOST_FILES}, field="file")
