"""Pictures of people: drawn anew from what was uploaded, so that nothing but the picture itself is kept."""

from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput
from apps.uploads.errors import FileTooLarge, TooManyPixels, WorkFailed
from apps.uploads.limits import MAX_BYTES, PICTURE
from apps.uploads.pictures import TOO_MANY_PIXELS, redraw_portrait
from apps.uploads.sandbox import read_safely
from apps.uploads.scanning import scan


class PictureRefused(InvalidInput):
    code = "picture_refused"
    message = _("That isn't a picture we can read. Please choose a JPEG, PNG or WebP file.")


def redraw(upload: IO[bytes], *, size: int) -> ContentFile:
    """A square JPEG of 320 pixels under a random name. Position, camera and anything hidden in the file are gone.

    Raises FileTooLarge above 5 MB, TooManyPixels above 12 megapixels, PictureRefused for what isn't JPEG, PNG or
    WebP, FileInfected, and ScannerAway.
    """
    if size > MAX_BYTES:
        raise FileTooLarge(field="picture")
    content = upload.read(MAX_BYTES + 1)
    scan(content, field="picture")
    try:
        facts, files = read_safely(redraw_portrait, content, limits=PICTURE)
    except WorkFailed as error:
        raise PictureRefused(field="picture") from error
    if facts.get("refused") == TOO_MANY_PIXELS:
        raise TooManyPixels(field="picture")
    if "refused" in facts:
        raise PictureRefused(field="picture")
    return ContentFile(files[0], name=f"{uuid4().hex}.jpg")
