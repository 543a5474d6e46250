from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Company
from apps.matching.importing.defects import reason


class ImportKind(models.TextChoices):
    JOBS = "jobs", _("Jobs")
    RESUMES = "resumes", _("Résumés")


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """What became of a row that came in: the job or résumé, and whether it is created, updated or unchanged."""

    line: int
    id: int
    external_id: str
    outcome: str
    company: int | None = None


class ImportRun(models.Model):
    """One file brought in, and what became of its rows. `brought` is there for whoever has just imported; it isn't
    stored."""

    brought: Sequence[BroughtRow] = ()

    kind = models.CharField(_("kind"), max_length=7, choices=ImportKind.choices)
    file_name = models.CharField(_("file name"), max_length=160)
    source = models.CharField(_("source"), max_length=40)
    company = models.ForeignKey(Company, models.SET_NULL, null=True, blank=True, verbose_name=_("company"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("started by")
    )
    created = models.PositiveIntegerField(_("new"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    failed = models.PositiveIntegerField(_("refused"), default=0)
    ignored_columns = models.CharField(_("columns not understood"), max_length=400, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class ImportDefect(models.Model):
    """Why a row didn't come in. The reason is a code with values, worded in the reader's language."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="defects", verbose_name=_("import"))
    line = models.PositiveIntegerField(_("line"))
    code = models.CharField(_("code"), max_length=40)
    column = models.CharField(_("column"), max_length=80, blank=True)
    value = models.CharField(_("value"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        ordering: ClassVar = ["line", "id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"


def defect_text(defect: ImportDefect) -> str:
    """Why this row was refused, in the active language."""
    return reason(defect.code, column=defect.column, value=defect.value)
