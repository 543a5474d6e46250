"""Pictures and documents in conversations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation


def attachment_path(attachment: "Attachment", filename: str) -> str:
    return f"attachments/{attachment.conversation_id}/{filename}"


class Attachment(models.Model):
    """A file in a conversation; it belongs to its uploader until a message carries it.

    A picture is redrawn by us, a document is kept as it came. `facts` hold what a preview of a document shows: `kind`,
    and of `pages`, `text`, `entries`, `count`, `unpacked` and `locked` what there is. `width` and `height` are of the
    picture, or of the small copy of a first page; 0 where there is none. `scanned_at` is when a scanner found nothing
    in it.
    """

    class Form(models.TextChoices):
        IMAGE = "image", _("Picture")
        DOCUMENT = "document", _("Document")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="attachments", verbose_name=_("conversation")
    )
    uploader = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="attachments", verbose_name=_("uploader")
    )
    message = models.ForeignKey(
        "Message", models.CASCADE, null=True, related_name="attachments", verbose_name=_("message")
    )
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.IMAGE)
    file = models.FileField(_("file"), upload_to=attachment_path)
    thumbnail = models.FileField(_("thumbnail"), upload_to=attachment_path, blank=True)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(_("width in pixels"), default=0)
    height = models.PositiveIntegerField(_("height in pixels"), default=0)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    scanned_at = models.DateTimeField(_("scanned"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
