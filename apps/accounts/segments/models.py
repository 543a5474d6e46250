from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.models import User


class Trait(models.Model):
    """A fact about a person that upper apps compute and lower ones use: privilege, segment, standing."""

    person = models.ForeignKey(User, models.CASCADE, related_name="traits", verbose_name=_("person"))
    key = models.CharField(_("key"), max_length=60)
    value = models.CharField(_("value"), max_length=120)
    source = models.CharField(_("source"), max_length=60)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("trait")
        verbose_name_plural = _("traits")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="one_value_per_trait")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}={self.value}"
