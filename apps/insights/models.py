from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dashboard(models.Model):
    """No table: it only carries the permission to see the numbers of the product."""

    class Meta:
        managed = False
        default_permissions: ClassVar = ("view",)
        verbose_name = _("dashboard")
        verbose_name_plural = _("dashboards")

    def __str__(self) -> str:
        return "dashboard"
