"""Answers that may stand on a job card."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.chat.messages.models import Message


class OfferedFact(models.Model):
    """An answer of the company's side that would close a topic for everybody: its people are asked whether it shall
    stand on the job card, until it does or they decline."""

    message = models.OneToOneField(
        Message, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("message")
    )
    topic = models.CharField(_("topic"), max_length=40)
    declined_at = models.DateTimeField(_("declined"), null=True)

    class Meta:
        verbose_name = _("answer offered for the job card")
        verbose_name_plural = _("answers offered for the job card")
        ordering: ClassVar = ["-message"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.topic}"
