"""Pictures: taken apart and made anew, so that nothing but pixels gets in."""

import io
import warnings
from uuid import uuid4

import puremagic
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.accounts.models import User
from apps.chat.conversations.selectors import conversation_for
from apps.chat.files.errors import BadImage, FileTooLarge
from apps.chat.files.models import Attachment
from apps.chat.safety.permissions import check_may_change
from apps.errors import RateLimited

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 24_000_000
MAX_SIDE = 2560
THUMBNAIL_SIDE = 480
MAX_UNSENT = 30

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def upload_image(*, uploader: User, conversation_id: int, file: UploadedFile) -> Attachment:
    """Keeps a picture for a message that its uploader will send in this conversation. Position and other hidden data
    are gone, of an animation the first frame stays. Raises NotFound, FileTooLarge, BadImage or RateLimited."""
    check_may_change(uploader, conversation_for(uploader, conversation_id))
    if Attachment.objects.filter(uploader=uploader, message=None).count() >= MAX_UNSENT:
        raise RateLimited(retry_after=3600)
    if file.size is None or file.size > MAX_BYTES:
        raise FileTooLarge(field="file")
    image, content_format = _opened(file.read(MAX_BYTES + 1))
    picture = _encoded(image, content_format)
    thumbnail = image.copy()
    thumbnail.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    name = uuid4().hex
    attachment = Attachment(
        conversation_id=conversation_id,
        uploader=uploader,
        name=_clean_name(file.name or "", content_format),
        content_type=Image.MIME[content_format],
        size=len(picture),
        width=image.width,
        height=image.height,
    )
    with transaction.atomic():
        attachment.file.save(f"{name}.{EXTENSIONS[content_format]}", ContentFile(picture), save=False)
        attachment.thumbnail.save(f"{name}-small.webp", ContentFile(_encoded(thumbnail, "WEBP")), save=False)
        attachment.created_at = timezone.now()
        attachment.save()
    return attachment


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


def _opened(data: bytes) -> tuple[Image.Image, str]:
    """Pixels alone, the right way up and at most 2,560 wide or high; and the format to keep them in."""
    try:
        kinds = {match.mime_type for match in puremagic.magic_string(data)[:3]}
    except (puremagic.PureError, ValueError) as error:
        raise BadImage(field="file") from error
    formats = [FORMATS[kind] for kind in FORMATS if kind in kinds]
    if not formats:
        raise BadImage(field="file")
    try:
        with Image.open(io.BytesIO(data), formats=formats) as opened:
            if opened.width * opened.height > MAX_PIXELS or opened.width < 1 or opened.height < 1:
                raise BadImage(field="file")
            content_format = opened.format if opened.format in EXTENSIONS else "PNG"
            opened.seek(0)
            image = ImageOps.exif_transpose(opened)
            mode = "RGBA" if content_format != "JPEG" and _has_alpha(image) else "RGB"
            pixels = image.convert(mode)
    except BadImage:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise BadImage(field="file") from error
    pixels.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return clean, str(content_format)


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _encoded(image: Image.Image, content_format: str) -> bytes:
    out = io.BytesIO()
    if content_format == "JPEG":
        image.save(out, "JPEG", quality=85, optimize=True)
    elif content_format == "WEBP":
        image.save(out, "WEBP", quality=82, method=2)
    else:
        image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _clean_name(name: str, content_format: str) -> str:
    """The uploader's name for it without folders and control characters, with the extension that is true."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    stem = "".join(character for character in stem if character.isprintable() and character not in '"<>:|?*').strip()
    return f"{stem[:80] or 'image'}.{EXTENSIONS[content_format]}"
