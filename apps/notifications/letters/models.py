from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import name_of


class LetterWording(models.Model):
    """Other words for the e-mails of one kind in one language than those that are shipped. Its history has every
    version; without a row the shipped words are sent."""

    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=4000, blank=True)
    is_on = models.BooleanField(
        _("in use"), default=False, help_text=_("As long as it isn't, the shipped words are sent.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("wording of e-mails")
        verbose_name_plural = _("wordings of e-mails")
        ordering: ClassVar = ["kind", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "language"], name="one_wording_a_kind_and_language")
        ]

    def __str__(self) -> str:
        kind = kind_of(self.kind)
        return f"{name_of(kind) if kind else self.kind} ({self.get_language_display()})"
