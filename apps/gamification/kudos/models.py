from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kudos(models.Model):
    """Somebody thanked somebody they talked with, for one of a few reasons: no text, so nothing to hurt with."""

    class Reason(models.TextChoices):
        QUICK = "quick", _("Didn't keep me waiting")
        CLEAR = "clear", _("Said clearly how it is")
        KIND = "kind", _("Was kind, also in a no")
        HELPFUL = "helpful", _("Helped beyond what was asked")

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks_given", verbose_name=_("from")
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks_received", verbose_name=_("to")
    )
    reason = models.CharField(_("for what"), max_length=10, choices=Reason.choices)
    given_at = models.DateTimeField(_("thanked at"))

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        ordering: ClassVar = ["-given_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["giver", "-given_at"], name="kudos_given"),
            models.Index(fields=["receiver", "-given_at"], name="kudos_received"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(giver=models.F("receiver")), name="nobody_thanks_themselves"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
