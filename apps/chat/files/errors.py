"""Why a file isn't taken."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput, RateLimited


class UnknownAttachment(InvalidInput):
    code = "unknown_attachment"
    message = _("An attachment is missing or was already sent. Please add it again.")


class BadImage(InvalidInput):
    code = "bad_image"
    message = _("This file isn't an image that we can show. Use PNG, JPEG, WebP, GIF or HEIC.")


class BadFile(InvalidInput):
    code = "bad_file"
    message = _(
        "This kind of file can't be sent here. Pictures, PDF, Word, Excel, PowerPoint, text and ZIP files can; the "
        "file itself decides, not its name."
    )


class DamagedFile(InvalidInput):
    code = "damaged_file"
    message = _("This file is damaged. Open it, save it again and send the new copy.")


class FileWithMacros(InvalidInput):
    code = "file_with_macros"
    message = _("This file holds macros, which can harm who opens it. Save it without them and send that copy.")


class FileUnpacksTooLarge(InvalidInput):
    code = "file_unpacks_too_large"
    message = _("This file unpacks to more than 1 GB, or to more than 10,000 files. Send a part of it.")


class VoiceTooLong(InvalidInput):
    """`data` has the `limit`, in minutes."""

    code = "voice_too_long"
    message = _("A voice note lasts up to %(limit)s minutes. Record it in parts.")

    def __init__(self, *, limit: int, field: str | None = None) -> None:
        super().__init__(str(self.message) % {"limit": limit}, field=field, limit=limit)


class VoiceEmpty(InvalidInput):
    code = "voice_empty"
    message = _("Nothing was recorded. Check the microphone and try again.")


class WrongOffset(Conflict):
    """`data` has the `offset` from which on bytes are missing."""

    code = "wrong_offset"
    message = _("The upload goes on elsewhere in the file.")


class DayUsedUp(RateLimited):
    """`data` has the `limit`, in megabytes."""

    code = "day_used_up"
    message = _("You have sent %(limit)s MB of files within 24 hours, which is the most. Please go on later.")

    def __init__(self, *, limit: int, retry_after: int) -> None:
        super().__init__(str(self.message) % {"limit": limit}, retry_after=retry_after, limit=limit)
