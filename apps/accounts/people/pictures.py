"""Pictures of people: drawn anew from what was uploaded, so that nothing but the picture itself is kept."""

import warnings
from io import BytesIO
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from apps.errors import InvalidInput

MAX_BYTES = 5 * 1024 * 1024


MAX_PIXELS = 40_000_000


SIDE = 320


FORMATS = ("JPEG", "PNG", "WEBP")


class PictureRefused(InvalidInput):
    code = "picture_refused"
    message = _("That isn't a picture we can read. Please choose a JPEG, PNG or WebP file.")


class PictureTooLarge(InvalidInput):
    code = "picture_too_large"
    message = _("That picture is too large. Please choose one of at most 5 MB.")


def redraw(upload: IO[bytes], *, size: int) -> ContentFile:
    """A square JPEG of 320 pixels under a random name. Position, camera and anything hidden in the file are gone.

    Raises PictureTooLarge above 5 MB or 40 megapixels, PictureRefused for what isn't JPEG, PNG or WebP.
    """
    if size > MAX_BYTES:
        raise PictureTooLarge(field="picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise PictureTooLarge(field="picture")
            square = ImageOps.fit(_flattened(ImageOps.exif_transpose(image)), (SIDE, SIDE))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureTooLarge(field="picture") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PictureRefused(field="picture") from error
    out = BytesIO()
    square.save(out, "JPEG", quality=86)
    return ContentFile(out.getvalue(), name=f"{uuid4().hex}.jpg")


def _flattened(image: Image.Image) -> Image.Image:
    """Without transparency, on white."""
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return image.convert("RGB")
