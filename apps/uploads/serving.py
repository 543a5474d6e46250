"""How files of people are handed out."""

from typing import TypeVar

from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.http.response import HttpResponseBase

from apps.uploads.storing import opened

Answer = TypeVar("Answer", bound=HttpResponseBase)


def served(file: FieldFile, *, name: str, content_type: str, is_shown: bool = False, cached: str = "") -> FileResponse:
    """The file, to be saved, or (`is_shown`) to be looked at. Raises NotFound where its row outlived it."""
    answer = FileResponse(opened(file), as_attachment=not is_shown, filename=name, content_type=content_type)
    answer["Cache-Control"] = cached or "private, no-store"
    return guarded(answer)


def guarded(answer: Answer) -> Answer:
    """Whatever a browser takes the file for, nothing in it runs, and no other site embeds it."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
