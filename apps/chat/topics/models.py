"""What a recruiter doesn't want to have on the job card."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.chat.messages.models import Message


class DeclinedFact(models.Model):
    """An answer that its company, asked for it, doesn't put on the job card: it isn't asked again."""

    message = models.OneToOneField(
        Message, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("message")
    )
    declined_at = models.DateTimeField(_("declined"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer kept off the job card")
        verbose_name_plural = _("answers kept off the job card")

    def __str__(self) -> str:
        return f"{self.message_id}"
