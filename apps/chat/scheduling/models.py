from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


class ScheduledMessage(models.Model):
    """A message that goes out later. When, is for its row of what is due; that, being over, leaves `message`, or why it
    was refused and when.

    With `follows` it goes out only if the other side hasn't answered that message by then.
    """

    author = models.ForeignKey(User, models.CASCADE, related_name="scheduled_messages", verbose_name=_("author"))
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="scheduled_messages", verbose_name=_("conversation")
    )
    client_id = models.UUIDField(_("client's id"))
    body = models.TextField(_("text"), max_length=8000)
    origin = models.CharField(_("origin"), max_length=14, default=Message.Origin.TYPED)
    preset = models.ForeignKey(
        "Preset", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("preset")
    )
    follows = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("follows")
    )
    is_follow_up = models.BooleanField(_("only without an answer"), default=False)
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("message")
    )
    refused_as = models.CharField(_("why it was refused"), max_length=40, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("scheduled message")
        verbose_name_plural = _("scheduled messages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "client_id"], name="one_scheduled_message_per_client_id")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["author", "-refused_at"], name="scheduled_refused", condition=models.Q(refused_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id} {self.pk}"
