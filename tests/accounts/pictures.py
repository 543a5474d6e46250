"""Pictures for tests, made on the spot."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (600, 400), with_place: bool = False) -> bytes:
    out = BytesIO()
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    if with_place:
        exif[0x010F] = "SecretCamera"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (31.0, 14.0, 0.0)
    image.save(out, kind, exif=exif)
    return out.getvalue()


def upload(content: bytes, name: str = "me.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)
