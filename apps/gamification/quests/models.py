from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import Role
from apps.gamification.deeds.registry import deed_choices
from apps.ui.bilingual import in_language


class Mission(models.Model):
    """A few deeds that lead a newcomer through the product."""

    key = models.SlugField(_("key"), unique=True)
    role = models.CharField(_("for role"), max_length=12, choices=Role.choices)
    title_en = models.CharField(_("title (English)"), max_length=120)
    title_zh = models.CharField(_("title (Chinese)"), max_length=120)
    intro_en = models.TextField(_("introduction (English)"), max_length=600)
    intro_zh = models.TextField(_("introduction (Chinese)"), max_length=600)
    is_live = models.BooleanField(_("live"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def intro(self) -> str:
        return in_language(self.intro_en, self.intro_zh)


class MissionStep(models.Model):
    """One deed of a mission, with the words that lead to it."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="steps", verbose_name=_("mission"))
    position = models.PositiveSmallIntegerField(_("position"))
    deed = models.CharField(_("deed"), max_length=40, choices=deed_choices)
    title_en = models.CharField(_("title (English)"), max_length=120)
    title_zh = models.CharField(_("title (Chinese)"), max_length=120)
    hint_en = models.CharField(_("hint (English)"), max_length=300)
    hint_zh = models.CharField(_("hint (Chinese)"), max_length=300)
    url_name = models.CharField(
        _("where to do it"), max_length=60, blank=True, help_text=_("The name of a page, for example matching:jobs.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering: ClassVar = ["mission", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "position"], name="one_step_per_position"),
            models.UniqueConstraint(fields=["mission", "deed"], name="one_step_per_deed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def hint(self) -> str:
        return in_language(self.hint_en, self.hint_zh)


class StepDone(models.Model):
    """A step that a person really did, with the deed that shows it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="steps_done")
    step = models.ForeignKey(MissionStep, models.CASCADE, related_name="done")
    evidence = models.CharField(_("evidence"), max_length=80)
    done_at = models.DateTimeField(_("done"))

    class Meta:
        verbose_name = _("step done")
        verbose_name_plural = _("steps done")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "step"], name="one_mark_per_step")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step_id}"
