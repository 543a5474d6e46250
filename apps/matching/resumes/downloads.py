from django.http import FileResponse

from apps.matching.resumes.models import Resume
from apps.uploads.storing import opened

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def download_of(found: Resume) -> FileResponse:
    """The file as an attachment of the type that its content has."""
    extension = found.file_name.rsplit(".", 1)[-1]
    response = FileResponse(
        opened(found.file),
        as_attachment=True,
        filename=found.file_name,
        content_type=CONTENT_TYPES.get(extension, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
