"""Messages that everybody in a conversation should find again."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


class PinnedMessage(models.Model):
    """A message above the log, for all who take part."""

    message = models.OneToOneField(
        Message, models.CASCADE, primary_key=True, related_name="pin", verbose_name=_("message")
    )
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="pins", verbose_name=_("conversation"))
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, db_index=False, related_name="+", verbose_name=_("pinned by")
    )
    created_at = models.DateTimeField(_("pinned"))

    class Meta:
        verbose_name = _("pinned message")
        verbose_name_plural = _("pinned messages")
        ordering: ClassVar = ["-created_at", "-message_id"]

    def __str__(self) -> str:
        return f"{self.message_id}"
