from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class Way(models.TextChoices):
    EMAIL = "email", _("E-mail")
    LINK = "link", pgettext_lazy("way to answer", "Signed link only")
    HOOK = "hook", pgettext_lazy("way to answer", "Webhook of their platform")
    PHONE = "phone", pgettext_lazy("way to answer", "Telephone only")


class Correspondent(models.Model):
    """Somebody who told us something without signing in. `address` is what they gave, and anybody can give anybody's:
    `user`, whose address it is, is only who they claim to be until a letter of ours was answered (`proven_at`)."""

    channel = models.CharField(_("way to answer"), max_length=5, choices=Way.choices)
    address = models.EmailField(_("address"), blank=True)
    source = models.ForeignKey(
        "feedback.WebhookSource",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("webhook source"),
    )
    handle = models.CharField(
        _("name or number there"), max_length=128, blank=True, help_text=_("At their platform, or of their telephone.")
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("claims to be"),
    )
    proven_at = models.DateTimeField(_("address proven"), null=True, blank=True)
    stopped_at = models.DateTimeField(
        _("letters stopped"), null=True, blank=True, help_text=_("Their server took no more, until they write again.")
    )
    created_at = models.DateTimeField(_("first wrote"))
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "address"],
                name="one_correspondent_an_address",
                condition=~models.Q(address=""),
            ),
            models.UniqueConstraint(
                fields=["source", "handle"],
                name="one_correspondent_a_handle_there",
                condition=models.Q(source__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["channel", "handle"],
                name="one_correspondent_a_number",
                condition=models.Q(source=None) & ~models.Q(handle=""),
            ),
            models.CheckConstraint(
                condition=models.Q(channel="email") | models.Q(address=""), name="an_address_is_of_e_mail"
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Somebody who left")
        if not self.address and not self.handle:
            return self.name or gettext("Somebody who didn't sign in")
        if not self.name:
            return self.address or self.handle
        return f"{self.name} <{self.address}>" if self.address else f"{self.name} ({self.handle})"


Reporter = User | Correspondent
"""Who tells us something."""
