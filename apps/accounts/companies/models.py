from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Company(models.Model):
    """An employer or agency. Its people see each other's candidates and notes; nobody else's people do."""

    name = models.CharField(_("name"), max_length=120)
    city = models.CharField(_("city"), max_length=80, blank=True)
    industry = models.CharField(_("industry"), max_length=80, blank=True)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    website = models.URLField(_("website"), blank=True)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [models.Index(Lower("name"), name="company_lower_name")]

    def __str__(self) -> str:
        return self.name
