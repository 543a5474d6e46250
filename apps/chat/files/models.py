"""Pictures in conversations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation


def attachment_path(attachment: "Attachment", filename: str) -> str:
    return f"attachments/{attachment.conversation_id}/{filename}"


class Attachment(models.Model):
    """An image in a conversation, re-encoded by us. It belongs to its uploader until a message carries it."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="attachments", verbose_name=_("conversation")
    )
    uploader = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="attachments", verbose_name=_("uploader")
    )
    message = models.ForeignKey(
        "Message", models.CASCADE, null=True, related_name="attachments", verbose_name=_("message")
    )
    file = models.FileField(_("file"), upload_to=attachment_path)
    thumbnail = models.FileField(_("thumbnail"), upload_to=attachment_path)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
