from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.gamification.wording import in_language


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


class Member(models.Model):
    """A person as one who earns: their choices, and the row whose lock makes limits hold under concurrency.

    `level_number` follows the settled points; what it unlocks is handed down as traits of the person.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="member", verbose_name=_("person")
    )
    hides_all = models.BooleanField(_("hide points, levels and missions"), default=False)
    hides_popups = models.BooleanField(_("no pop-ups"), default=False)
    level_number = models.PositiveSmallIntegerField(_("level"), default=1)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def wants_popups(self) -> bool:
        return not (self.hides_all or self.hides_popups)
