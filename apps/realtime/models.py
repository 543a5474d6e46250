from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """When a person was last connected. `online_until` is renewed while a socket is open and lapses by itself."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="presence")
    online_until = models.DateTimeField(_("online until"), db_index=True)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at:%Y-%m-%d %H:%M}"


class CredentialKind(models.TextChoices):
    SESSION = "session", _("Session")
    TOKEN = "token", _("Token")


class SocketTicket(models.Model):
    """A single-use key with which a browser of another site opens a socket. Only its digest is kept, and the session
    or token (`parent_kind`) that asked for it: the socket lasts as long as that does."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    parent_kind = models.CharField(_("made by"), max_length=10, choices=CredentialKind.choices, blank=True)
    parent_key = models.CharField(_("key"), max_length=128, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("socket ticket")
        verbose_name_plural = _("socket tickets")
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="socket_ticket_expiry")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at:%Y-%m-%d %H:%M}"


class OpenSocket(models.Model):
    """A socket that is open in some process, for its person to see and to end: whose row is gone, is closed. `seen_at`
    is renewed while it is open; a process that died leaves rows that nobody renews."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("signed in with"), max_length=10, choices=CredentialKind.choices)
    key = models.CharField(_("key"), max_length=128)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True)
    place = models.CharField(_("IP address"), max_length=45, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)

    class Meta:
        verbose_name = _("open socket")
        verbose_name_plural = _("open sockets")

    def __str__(self) -> str:
        return f"{self.user_id} {self.opened_at:%Y-%m-%d %H:%M}"
