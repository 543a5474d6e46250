"""Auto-replies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class AwayReply(models.Model):
    """A person's auto-reply. It answers what comes in, once per conversation in 24 hours."""

    person = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="away_reply", verbose_name=_("person")
    )
    text = models.TextField(_("text"), max_length=1000)
    is_on = models.BooleanField(_("on"), default=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("auto-reply")
        verbose_name_plural = _("auto-replies")

    def __str__(self) -> str:
        return f"{self.person_id} {self.text[:40]}"
