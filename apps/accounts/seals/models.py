from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet


class Seal(AppendOnly):
    """A signed digest over the rows of one table whose ids are above `after_id` and up to `until_id`. The signature
    covers the one of the table's seal before, so that none can be taken out or put in between."""

    objects = AppendOnlyQuerySet["Seal"].as_manager()
    table_name = models.CharField(_("table"), max_length=80)
    number = models.PositiveIntegerField(_("number"))
    columns = models.JSONField(_("columns"))
    after_id = models.BigIntegerField(_("above row"))
    until_id = models.BigIntegerField(_("up to row"))
    rows = models.PositiveBigIntegerField(_("rows"))
    digest = models.CharField(_("digest"), max_length=64)
    signature = models.CharField(_("signature"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed"))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["table_name", "number"], name="one_seal_a_number")]

    def __str__(self) -> str:
        return f"{self.table_name} {self.number}"


class SealCheck(models.Model):
    """One look at seals and the rows beneath them. `broken` lists what didn't fit, each a table, the number of its seal
    and one of `BROKEN`; `heights` how many seals each table had and `seen` its highest id; `next_id` is the seal with
    which the next check begins, 0 for the first."""

    checked_at = models.DateTimeField(_("checked"))
    seals = models.PositiveIntegerField(_("seals"))
    rows = models.PositiveBigIntegerField(_("rows"))
    broken = models.JSONField(_("what doesn't fit"), default=list, blank=True)
    heights = models.JSONField(default=dict, blank=True)
    seen = models.JSONField(default=dict, blank=True)
    next_id = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("check of seals")
        verbose_name_plural = _("checks of seals")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M}"
