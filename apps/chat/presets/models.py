"""Replies prepared in advance."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import Company, User
from apps.chat.conversations.models import Conversation
from apps.chat.files.models import WhatIsKnown
from apps.matching.models import Job
from apps.ui.bilingual import in_language


class Audience(models.TextChoices):
    ANYONE = "", _("Anyone")
    CANDIDATE = "candidate", _("Candidates")
    RECRUITER = "recruiter", _("Recruiters")


class Preset(models.Model):
    """A reply prepared in advance: of one person, of a company's team (for one job or for all), or the system's own.

    The text may hold variables with a fall-back, `{candidate.name|there}`, and questions to the sender, `{?day}`.
    People's and teams' presets may exist in one language only; the other then shows the same text.
    """

    class Scope(models.TextChoices):
        PERSONAL = "personal", _("Personal")
        JOB = "job", pgettext_lazy("posting", "Job")
        TEAM = "team", _("Team")
        SYSTEM = "system", _("System")

    scope = models.CharField(_("scope"), max_length=8, choices=Scope.choices, default=Scope.SYSTEM)
    owner = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="presets", verbose_name=_("owner")
    )
    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("company")
    )
    job = models.ForeignKey(
        Job,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("posting", "job"),
    )
    key = models.CharField(_("key"), max_length=80, unique=True, null=True, blank=True)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Conversation.Stage.choices, blank=True)
    title_en = models.CharField(_("title in English"), max_length=80, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=80, blank=True)
    body_en = models.TextField(_("text in English"), max_length=4000, blank=True)
    body_zh = models.TextField(_("text in Chinese"), max_length=4000, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("preset")
        verbose_name_plural = _("presets")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="preset_belongs_to_its_scope",
                condition=models.Q(scope="personal", owner__isnull=False, company__isnull=True, job__isnull=True)
                | models.Q(scope="job", company__isnull=False, job__isnull=False)
                | models.Q(scope="team", company__isnull=False, job__isnull=True)
                | models.Q(scope="system", owner__isnull=True, company__isnull=True, job__isnull=True),
            ),
            models.CheckConstraint(
                name="preset_has_a_text",
                condition=~models.Q(body_en="", body_zh=""),
                violation_error_message=_("It needs a text in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_zh

    def words(self, language: str) -> tuple[str, str]:
        """Title and text in this language, else in the other one."""
        return in_language(self.title_en, self.title_zh, language), in_language(self.body_en, self.body_zh, language)


def preset_file_path(file: "PresetFile", filename: str) -> str:
    return f"presets/{file.preset_id}/{filename}"


class PresetFile(WhatIsKnown):
    """A file that a preset brings along; whoever uses the preset sends a copy of it. It counts in the day of its
    `uploader`, who added it."""

    uploader = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploader"))
    preset = models.ForeignKey(Preset, models.CASCADE, related_name="files", verbose_name=_("preset"))
    file = models.FileField(_("file"), upload_to=preset_file_path)
    thumbnail = models.FileField(_("thumbnail"), upload_to=preset_file_path, blank=True)

    class Meta(WhatIsKnown.Meta):
        verbose_name = _("file of a preset")
        verbose_name_plural = _("files of presets")
