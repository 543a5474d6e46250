"""Pictures: taken apart and made anew, so that nothing but pixels gets in. Only the child process runs this."""

import io
from collections.abc import Callable

import puremagic
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.uploads.limits import MAX_PIXELS

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF", "image/heic": "HEIF"}
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
CONTENT_TYPES = {name: kind for kind, name in FORMATS.items()}
_INSTEAD = {"HEIF": "JPEG"}
"""What a format becomes that browsers don't show; others become PNG."""
_HEIC_BRANDS = frozenset({b"ftypheic", b"ftypheix", b"ftypheim", b"ftypheis", b"ftypmif1", b"ftypmsf1"})
SIDE, SMALL_SIDE, PORTRAIT_SIDE = 2560, 480, 320

# Pillow makes two more copies of a picture with transparency to shrink it; of a large one its four bands are shrunk one
# after the other.
BAND_BY_BAND_FROM = 3_000_000

UNREADABLE, TOO_MANY_PIXELS = "unreadable", "too_many_pixels"


Drawn = tuple[dict[str, object], list[bytes]]
"""`format`, `width` and `height`, or why it was `refused`; and the files."""


def redraw_for_message(data: bytes) -> Drawn:
    """Pixels alone, the right way up, at most 2,560 wide or high, and a small copy. Of an animation the first frame."""

    def draw(image: Image.Image) -> Drawn:
        kept = image.format if image.format in EXTENSIONS else _INSTEAD.get(image.format or "", "PNG")
        mode = "RGBA" if kept != "JPEG" and _has_alpha(image) else "RGB"
        pixels = _smaller(image, SIDE, mode)
        small = pixels.copy()
        small.thumbnail((SMALL_SIDE, SMALL_SIDE))
        facts = {"format": kept, "width": pixels.width, "height": pixels.height}
        return facts, [_encoded(pixels, kept), _encoded(small, "WEBP")]

    return _drawn(data, tuple(FORMATS.values()), draw)


def redraw_portrait(data: bytes) -> Drawn:
    """A square JPEG of 320 pixels, on white where it was transparent."""

    def draw(image: Image.Image) -> Drawn:
        # Larger than needed, so that a long picture is still sharp when its sides are cut off.
        pixels = _smaller(image, 4 * PORTRAIT_SIDE, "RGBA" if _has_alpha(image) else "RGB")
        square = ImageOps.fit(pixels, (PORTRAIT_SIDE, PORTRAIT_SIDE))
        if square.mode == "RGBA":
            square = Image.alpha_composite(Image.new("RGBA", square.size, "white"), square).convert("RGB")
        return {"format": "JPEG", "width": square.width, "height": square.height}, [_encoded(square, "JPEG")]

    return _drawn(data, ("JPEG", "PNG", "WEBP"), draw)


def _drawn(data: bytes, accepted: tuple[str, ...], draw: Callable[[Image.Image], Drawn]) -> Drawn:
    formats = [FORMATS[kind] for kind in _kinds(data) if FORMATS[kind] in accepted]
    if not formats:
        return {"refused": UNREADABLE}, []
    if "HEIF" in formats:
        _know_heif()
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at here, before anything is decoded
    try:
        with Image.open(io.BytesIO(data), formats=formats) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return {"refused": TOO_MANY_PIXELS}, []
            opened.seek(0)
            return draw(opened)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return {"refused": UNREADABLE}, []


def is_heic(data: bytes) -> bool:
    """By the brand in its first bytes."""
    return data[4:12] in _HEIC_BRANDS


def _know_heif() -> None:
    import pillow_heif  # noqa: PLC0415  the server needs to know this module, but not the library

    pillow_heif.register_heif_opener()
    pillow_heif.options.DECODE_THREADS = 1  # the stacks of more would count as memory


def _kinds(data: bytes) -> list[str]:
    if is_heic(data):
        return ["image/heic"]
    try:
        found = {match.mime_type for match in puremagic.magic_string(data)[:3]}
    except (puremagic.PureError, ValueError):
        return []
    return [kind for kind in FORMATS if kind in found]


def _smaller(image: Image.Image, side: int, mode: str) -> Image.Image:
    """Shrunk while it is decoded where the format can, and before it is converted where the mode allows it."""
    image.draft("RGB", (side, side))
    if image.mode not in ("RGB", "RGBA", "L"):
        image = image.convert(mode)
    image = _shrunk(image, side)
    upright = ImageOps.exif_transpose(image)
    pixels = upright if upright.mode == mode else upright.convert(mode)
    clean = Image.new(mode, pixels.size)
    clean.paste(pixels)
    return clean


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    if image.mode != "RGBA" or max(image.size) <= side or image.width * image.height < BAND_BY_BAND_FROM:
        image.thumbnail((side, side))
        return image
    size = ImageOps.contain(Image.new("1", image.size), (side, side)).size
    bands = [image.getchannel(band).resize(size) for band in "RGBA"]
    small = Image.merge("RGBA", bands)
    small.info = image.info
    return small


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
