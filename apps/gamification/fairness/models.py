from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RingMember(models.Model):
    """A person in a group that talks with itself alone, as the last look at everybody's conversations found it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="ring", verbose_name=_("person")
    )
    ring = models.PositiveIntegerField(_("group"))
    found_at = models.DateTimeField(_("found"))

    class Meta:
        verbose_name = _("member of a closed group")
        verbose_name_plural = _("members of closed groups")
        indexes: ClassVar = [models.Index(fields=["ring"], name="ring_members")]

    def __str__(self) -> str:
        return f"{self.ring}: {self.person_id}"
