from typing import Any

from django.urls import reverse

from apps.chat.files.models import Attachment, Upload


def attachment_dict(attachment: Attachment) -> dict[str, Any]:
    return {
        "id": attachment.pk,
        "name": attachment.name,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "form": attachment.form,
        "facts": attachment.facts,
        "width": attachment.width,
        "height": attachment.height,
        "url": reverse("attachment-file", args=[attachment.pk]),
        "thumbnail": reverse("attachment-thumbnail", args=[attachment.pk]) if attachment.thumbnail else None,
        "page_follows": attachment.page_due_at is not None,
    }


def upload_dict(upload: Upload) -> dict[str, Any]:
    return {
        "id": str(upload.pk),
        "offset": upload.received,
        "size": upload.size,
        "attachment": attachment_dict(upload.attachment) if upload.attachment else None,
    }
