from django.http import FileResponse

from apps.matching.resumes.models import Resume
from apps.uploads.serving import served

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def download_of(found: Resume) -> FileResponse:
    """The file as an attachment of the type that its content has."""
    extension = found.file_name.rsplit(".", 1)[-1]
    content_type = CONTENT_TYPES.get(extension, "application/octet-stream")
    return served(found.file, name=found.file_name, content_type=content_type)
