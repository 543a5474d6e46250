from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.events.long_work import LongWork


class ListExport(LongWork):
    """A long list of the console that a worker writes into a file, for the operator who asked for it alone. `model` and
    `query` say which list and how it was filtered; `token` names the file, which is gone at `expires_at`."""

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_exports", verbose_name=_("requested by")
    )
    model = models.CharField(_("list"), max_length=100, editable=False)
    resource = models.PositiveSmallIntegerField(_("resource"), default=0, editable=False)
    query = models.TextField(_("filters"), blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=200)
    rows = models.PositiveIntegerField(_("rows"))
    rows_done = models.PositiveIntegerField(_("rows written"), default=0)
    token = models.UUIDField(_("token"), unique=True, default=uuid4, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to="exports/lists/", blank=True)

    class Meta:
        verbose_name = _("exported list")
        verbose_name_plural = _("exported lists")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["requested_by", "model"],
                condition=models.Q(finished_at__isnull=True, failed_at__isnull=True),
                name="one_export_of_a_list_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.requested_at:%Y-%m-%d}"

    @property
    def is_ready(self) -> bool:
        return bool(self.finished_at and self.file)

    @property
    def percent(self) -> int:
        return min(100, 100 * self.rows_done // max(1, self.rows))
