"""Uploads that nobody sent."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.chat.files.models import Attachment, Upload
from apps.chat.files.resuming import forget_unfinished
from apps.chat.files.services import forget_upload
from apps.events.schedule import periodic

FORGOTTEN_AFTER = timedelta(hours=24)


@periodic("chat.forget_uploads", every_seconds=3600, title=_("Delete uploads that were never sent"))
def forget_uploads(now: datetime) -> None:
    """Files that were uploaded a day ago and never sent, and uploads that nobody has gone on with for a day."""
    unsent = Attachment.objects.filter(message=None, created_at__lt=now - FORGOTTEN_AFTER)
    for attachment_id in unsent.values_list("pk", flat=True)[:500]:
        forget_upload(attachment_id=attachment_id)
    # Of what was finished the row goes alone: its attachment is the message's.
    stale = Upload.objects.filter(updated_at__lt=now - FORGOTTEN_AFTER)
    for upload_id in stale.values_list("pk", flat=True)[:500]:
        forget_unfinished(upload_id=upload_id)
