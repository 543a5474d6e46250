"""Topics that one tap asks about."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.chat.conversations.models import Conversation
from apps.chat.presets.models import Audience
from apps.ui.bilingual import in_language


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
        return (
            in_language(self.label_en, self.label_zh, language),
            in_language(self.question_en, self.question_zh, language),
        )
