from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class CareShown(models.Model):
    """A word of care that somebody was given, and whether they did what it was about."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    care = models.CharField(_("occasion"), max_length=60)
    subject = models.CharField(_("subject"), max_length=120)
    shown_at = models.DateTimeField(_("shown"))
    acted_at = models.DateTimeField(_("acted upon"), null=True)

    class Meta:
        verbose_name = _("word of care")
        verbose_name_plural = _("words of care")
        ordering: ClassVar = ["-shown_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "care", "subject"], name="one_word_of_care_a_subject")
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-shown_at"], name="care_of_person")]

    def __str__(self) -> str:
        return f"{self.care} {self.subject}"
