from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import Company, User
from apps.chat.models.conversations import Conversation


class Audience(models.TextChoices):
    ANYONE = "", _("Anyone")
    CANDIDATE = "candidate", _("Candidates")
    RECRUITER = "recruiter", _("Recruiters")


class Preset(models.Model):
    """A reply prepared in advance: of one person, of a company's team, or the system's own.

    The text may hold variables with a fall-back, `{candidate.name|there}`, and questions to the sender, `{?day}`.
    Personal and team presets may exist in one language only; the other then shows the same text.
    """

    class Scope(models.TextChoices):
        PERSONAL = "personal", _("Personal")
        TEAM = "team", _("Team")
        SYSTEM = "system", _("System")

    scope = models.CharField(_("scope"), max_length=8, choices=Scope.choices, default=Scope.SYSTEM)
    owner = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="presets", verbose_name=_("owner")
    )
    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("company")
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
                condition=models.Q(scope="personal", owner__isnull=False, company__isnull=True)
                | models.Q(scope="team", company__isnull=False)
                | models.Q(scope="system", owner__isnull=True, company__isnull=True),
            ),
            models.CheckConstraint(name="preset_has_a_text", condition=~models.Q(body_en="", body_zh="")),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_zh

    def words(self, language: str) -> tuple[str, str]:
        """Title and text in this language, else in the other one."""
        chinese, english = (self.title_zh, self.body_zh), (self.title_en, self.body_en)
        first, second = (chinese, english) if language.startswith("zh") else (english, chinese)
        return first[0] or second[0], first[1] or second[1]


class Chip(models.Model):
    """A topic that one tap asks about, offered at a stage while it is open and gone once it is answered."""

    key = models.CharField(_("key"), max_length=80, unique=True)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices)
    stage = models.CharField(_("stage"), max_length=10, choices=Conversation.Stage.choices)
    topic = models.CharField(_("topic"), max_length=40)
    label_en = models.CharField(_("label in English"), max_length=60)
    label_zh = models.CharField(_("label in Chinese"), max_length=60)
    question_en = models.TextField(_("question in English"), max_length=500)
    question_zh = models.TextField(_("question in Chinese"), max_length=500)
    vague_terms = models.JSONField(_("vague words"), default=list, help_text=_("Words that leave the topic open."))
    answered_terms = models.JSONField(
        _("answering words"), default=list, help_text=_("Words by which an answer is recognised.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic chip")
        verbose_name_plural = _("topic chips")
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.label_en

    def words(self, language: str) -> tuple[str, str]:
        """Label and question."""
        if language.startswith("zh"):
            return self.label_zh, self.question_zh
        return self.label_en, self.question_en
