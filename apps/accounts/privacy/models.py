from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.models import User
from apps.events.long_work import LongWork


class DataExport(LongWork):
    """A copy of everything that the product holds of a person, made at their wish. `token` is its address, which
    opens for them alone, until `expires_at`."""

    person = models.ForeignKey(User, models.CASCADE, related_name="data_exports", verbose_name=_("person"))
    token = models.UUIDField(_("token"), unique=True, default=uuid4, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to="exports/", blank=True)

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(finished_at__isnull=True, failed_at__isnull=True),
                name="one_export_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.requested_at:%Y-%m-%d}"

    @property
    def is_ready(self) -> bool:
        return bool(self.finished_at and self.file)


class AccountClosure(models.Model):
    """That a person asked for their account to be deleted, when that is due, and when it was done. Until it is due they
    come back by signing in, unless an operator has closed the account meanwhile. It names them by number alone."""

    person = models.OneToOneField(User, models.CASCADE, related_name="closure", verbose_name=_("person"))
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    erase_at = models.DateTimeField(_("to be erased"), default=timezone.now, db_index=True)
    may_return = models.BooleanField(_("may come back"), default=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("account closure")
        verbose_name_plural = _("account closures")

    def __str__(self) -> str:
        return str(self.person_id)
