"""E-mails about what was missed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class MissedDigest(models.Model):
    """One e-mail about everything that a person missed while they were away; cancelled when they come and read."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    since = models.DateTimeField(_("first missed"))
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    message_count = models.PositiveIntegerField(_("messages"), default=0)

    class Meta:
        verbose_name = _("missed-message e-mail")
        verbose_name_plural = _("missed-message e-mails")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                name="one_open_digest_per_person",
                condition=models.Q(sent_at__isnull=True, cancelled_at__isnull=True),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="digest_due",
                condition=models.Q(sent_at__isnull=True, cancelled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.due_at:%Y-%m-%d %H:%M}"
