from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class UploadTally(models.Model):
    """When a person handed in files of one kind within the last day. Its row is the lock for counting them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="+")
    kind = models.CharField(_("kind"), max_length=20)
    moments = models.JSONField(_("moments"), default=list)

    class Meta:
        verbose_name = _("tally of uploads")
        verbose_name_plural = _("tallies of uploads")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="one_tally_a_person_and_kind")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
