"""What operators decide about link previews."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class PreviewRules(models.Model):
    """One row for the whole site."""

    is_on = models.BooleanField(
        _("show link previews"),
        default=True,
        help_text=_("Off: no address in a message is opened by the server any more."),
    )
    has_pictures = models.BooleanField(
        _("with pictures"), default=True, help_text=_("A small copy is drawn and kept here; none is loaded from there.")
    )
    skipped = models.TextField(
        _("sites that are left alone"), blank=True, help_text=_("One host a line; what lies below it is meant, too.")
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules for link previews")
        verbose_name_plural = _("rules for link previews")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_row_of_preview_rules")]

    def __str__(self) -> str:
        return str(_("Link previews"))

    def skips(self, host: str) -> bool:
        """Whether operators left this host, or one above it, alone."""
        named = (line.strip().lower().strip(".") for line in self.skipped.splitlines())
        return any(host == name or host.endswith(f".{name}") for name in named if name)
