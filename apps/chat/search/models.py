from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.search.words import WordsField


class SearchedMessage(models.Model):
    """The words of a message that can be found. What a hit says is always read from the message itself."""

    message = models.OneToOneField(
        Message, models.CASCADE, primary_key=True, related_name="searched", verbose_name=_("message")
    )
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_index=False, related_name="+", verbose_name=_("conversation")
    )
    sent_at = models.DateTimeField(_("sent"))
    words = WordsField(_("words"))

    class Meta:
        verbose_name = _("message in the search")
        verbose_name_plural = _("messages in the search")
        indexes: ClassVar = [models.Index(fields=["conversation", "message"], name="searched_in_conversation")]

    def __str__(self) -> str:
        return str(self.message_id)


class SearchBacklog(models.Model):
    """How far the messages of before are in the search, of which there is one row while some aren't: those with numbers
    from `below` on are."""

    below = models.BigIntegerField(_("to be read below"))
    total = models.BigIntegerField(_("at the beginning"))

    class Meta:
        verbose_name = _("backlog of the search")
        verbose_name_plural = _("backlog of the search")

    def __str__(self) -> str:
        return f"< {self.below}"
