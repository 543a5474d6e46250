from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInAttempt(models.Model):
    """A wrong password, or one that is being looked at: what the limits of signing in count, in every process and
    whether or not there is a cache. `account` is a digest of the address that was typed. Forgotten after a day."""

    place = models.CharField(_("IP address"), max_length=45)
    account = models.CharField(_("account"), max_length=64)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("attempt to sign in")
        verbose_name_plural = _("attempts to sign in")
        indexes: ClassVar = [
            models.Index(fields=["place", "at"], name="attempt_place"),
            models.Index(fields=["at"], name="attempt_time"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.at:%Y-%m-%d %H:%M}"
