"""Pictures, documents and voice notes in conversations."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation


def attachment_path(attachment: "Attachment", filename: str) -> str:
    return f"attachments/{attachment.conversation_id}/{filename}"


class Form(models.TextChoices):
    IMAGE = "image", _("Picture")
    DOCUMENT = "document", _("Document")
    VOICE = "voice", _("Voice note")


class WhatIsKnown(models.Model):
    """What is kept of a picture, a document or a voice note beside its content.

    A picture is redrawn by us, the others are kept as they came. `facts` hold what a preview of a document shows:
    `kind`, and of `pages`, `text`, `entries`, `count`, `unpacked` and `locked` what there is; of a voice note its
    `kind`, `seconds` and `waveform`. `width` and `height` are of the
    picture, or of the small copy of a first page; 0 where there is none. `scanned_at` is when a scanner found nothing
    in it. `page_due_at` is when a worker may begin to draw the first page of an office file; None where none is
    to come.
    """

    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.IMAGE)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(_("width in pixels"), default=0)
    height = models.PositiveIntegerField(_("height in pixels"), default=0)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    scanned_at = models.DateTimeField(_("scanned"), null=True, blank=True)
    page_due_at = models.DateTimeField(_("first page to be drawn"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    # Where they are kept is each table's own.
    file: models.FileField
    thumbnail: models.FileField

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(
                fields=["page_due_at"], name="%(class)s_page_due", condition=models.Q(page_due_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name


class Attachment(WhatIsKnown):
    """A file in a conversation; it belongs to its uploader until a message carries it."""

    Form = Form

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
    thumbnail = models.FileField(_("thumbnail"), upload_to=attachment_path, blank=True)

    class Meta(WhatIsKnown.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")


def part_path(part: "UploadPart", filename: str) -> str:
    return f"uploads/{part.upload_id}/{filename}"


class Upload(models.Model):
    """A large file on its way in parts; one that is cut off goes on where it stopped. `received` bytes have come, in
    parts without a gap; the whole becomes an attachment, which the row then names."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+", verbose_name=_("conversation"))
    uploader = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("uploader"))
    name = models.CharField(_("name"), max_length=255)
    size = models.PositiveIntegerField(_("size in bytes"))
    received = models.PositiveIntegerField(_("bytes received"), default=0)
    waveform = models.JSONField(_("waveform"), default=list, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.CASCADE, null=True, related_name="+", verbose_name=_("attachment")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes: ClassVar = [models.Index(fields=["updated_at"], name="upload_by_time")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(received__lte=models.F("size")), name="upload_within_its_size")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.received}/{self.size}"


class UploadPart(models.Model):
    """Bytes of an upload from `start` on."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts", verbose_name=_("upload"))
    start = models.PositiveIntegerField(_("first byte"))
    file = models.FileField(_("file"), upload_to=part_path)

    class Meta:
        verbose_name = _("part of an upload")
        verbose_name_plural = _("parts of uploads")
        constraints: ClassVar = [models.UniqueConstraint(fields=["upload", "start"], name="one_part_a_place")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.start}"
