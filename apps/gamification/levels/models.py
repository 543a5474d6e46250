from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.ui.bilingual import in_language


class Level(models.Model):
    """A stage that points reach, and what it unlocks."""

    number = models.PositiveSmallIntegerField(_("level"), unique=True)
    points = models.PositiveIntegerField(_("from points"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60)
    messages_per_minute_bonus = models.PositiveIntegerField(_("more messages a minute"), default=0)
    new_conversations_per_day_bonus = models.PositiveIntegerField(_("more new conversations a day"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)
