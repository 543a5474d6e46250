from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.chat.messages.models import Message


class Translation(models.Model):
    """A message in another language, as a model said it. `digest` is that of the text which was translated: an edited
    message is translated anew."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    message = models.ForeignKey(Message, models.CASCADE, related_name="+", verbose_name=_("message"))
    language = models.CharField(_("language"), max_length=10)
    digest = models.CharField(_("digest"), max_length=32, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    text = models.TextField(_("text"), blank=True)
    why = models.CharField(_("why it failed"), max_length=12, blank=True)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "language"], name="one_translation_of_a_message_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.language}"
