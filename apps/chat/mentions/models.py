"""Who was mentioned by name in a group's message."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


class Mention(models.Model):
    """A person whom a message names, and who was told. `seq` is the message's number in its conversation."""

    message = models.ForeignKey(
        Message, models.CASCADE, db_index=False, related_name="mentions", verbose_name=_("message")
    )
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_index=False, related_name="+", verbose_name=_("conversation")
    )
    person = models.ForeignKey(User, models.CASCADE, db_index=False, related_name="+", verbose_name=_("person"))
    seq = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "person"], name="one_mention_per_person_and_message")
        ]
        indexes: ClassVar = [models.Index(fields=["person", "conversation", "seq"], name="mention_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.message_id}"
