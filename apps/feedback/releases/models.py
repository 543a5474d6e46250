"""What changed, and whom we thank for it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.feedback.topics.models import Topic
from apps.ui.bilingual import in_language


class Release(models.Model):
    """An entry of the changelog. Published, it ships its topics; from then on everybody reads it."""

    version = models.CharField(_("version"), max_length=40, unique=True)
    title_en = models.CharField(_("title in English"), max_length=120)
    title_zh = models.CharField(_("title in Chinese"), max_length=120)
    text_en = models.TextField(_("what changed, in English"), max_length=4000, blank=True)
    text_zh = models.TextField(_("what changed, in Chinese"), max_length=4000, blank=True)
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="releases",
        verbose_name=_("topics"),
        help_text=_("They are shipped with it: their supporters are told and asked."),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.version

    def get_absolute_url(self) -> str:
        return reverse("feedback:release", args=[self.pk])

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def text(self) -> str:
        return in_language(self.text_en, self.text_zh)


class Credit(models.Model):
    """Somebody wants to be thanked in the changelog, by this name."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="credit", verbose_name=_("person")
    )
    nickname = models.CharField(_("nickname"), max_length=30)
    agreed_at = models.DateTimeField(_("agreed"))

    class Meta:
        verbose_name = _("thanks by name")
        verbose_name_plural = _("thanks by name")

    def __str__(self) -> str:
        return self.nickname
