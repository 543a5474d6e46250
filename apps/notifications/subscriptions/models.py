from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PushSubscription(models.Model):
    """A browser or program that shows its person pushes, for as long as that with which they signed in there holds.
    Its push service takes them at `endpoint`; they are sealed for it with its two keys."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions", verbose_name=_("person")
    )
    endpoint = models.CharField(_("address of the push service"), max_length=1000, unique=True)
    public_key = models.CharField(_("key"), max_length=100)
    secret = models.CharField(_("shared secret"), max_length=40)
    device = models.CharField(_("browser"), max_length=100, blank=True)
    shows_words = models.BooleanField(
        _("names and first words"), default=True, help_text=_("Otherwise a push says only that there is something new.")
    )
    credential = models.CharField(_("key of the sign-in"), max_length=128)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("browser with pushes")
        verbose_name_plural = _("browsers with pushes")
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.device}"
