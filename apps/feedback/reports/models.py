"""What we heard and what became of it, frozen for a period."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from apps.ui.bilingual import in_language
from apps.ui.templatetags.ui import day


class ImprovementReport(models.Model):
    """The 《用户体验改进报告》 of a period. Its figures are those of the moment in which it was made and stay so."""

    since = models.DateField(gettext_lazy("first day"))
    until = models.DateField(gettext_lazy("last day"))
    foreword_en = models.TextField(gettext_lazy("foreword in English"), max_length=2000, blank=True)
    foreword_zh = models.TextField(gettext_lazy("foreword in Chinese"), max_length=2000, blank=True)
    facts: "models.JSONField[Any, Any]" = models.JSONField(gettext_lazy("figures"), default=dict, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=gettext_lazy("made by")
    )
    made_at = models.DateTimeField(gettext_lazy("made"))
    published_at = models.DateTimeField(gettext_lazy("published"), null=True, blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["facts"])

    class Meta:
        verbose_name = gettext_lazy("improvement report")
        verbose_name_plural = gettext_lazy("improvement reports")
        ordering: ClassVar = ["-until", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(since__lte=models.F("until")),
                name="report_ends_after_it_begins",
                violation_error_message=_("The last day can't be before the first."),
            )
        ]

    def __str__(self) -> str:
        return _("%(first)s – %(last)s") % {"first": day(self.since.isoformat()), "last": day(self.until.isoformat())}

    def get_absolute_url(self) -> str:
        return reverse("feedback:report", args=[self.pk])

    @property
    def foreword(self) -> str:
        return in_language(self.foreword_en, self.foreword_zh)
