"""Other platforms on which people write to us: a bridge or the platform itself brings their messages by a signed
webhook, and our answers leave by one."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.feedback.correspondents.models import Correspondent
from apps.feedback.tickets.models import Ticket, TicketEntry
from apps.sealing import seal, unseal

OVERLAP = timedelta(days=1)


class WebhookSource(models.Model):
    """One account at another platform. Its secret is kept sealed, and the key of its messages where they come
    encrypted; when one is replaced the former opens for a day longer, so that no message is lost meanwhile."""

    class Format(models.TextChoices):
        OWN = "own", _("Our own (JSON, HMAC-SHA256)")
        WECHAT = "wechat", _("WeChat official account")
        WEIBO = "weibo", _("Weibo direct messages")

    name = models.CharField(_("name"), max_length=80)
    format = models.CharField(_("format"), max_length=6, choices=Format.choices)
    key = models.UUIDField(_("key"), unique=True, default=uuid4, editable=False)
    sealed_secret = models.TextField(editable=False)
    former_secret = models.TextField(blank=True, editable=False)
    former_until = models.DateTimeField(_("former secret opens until"), null=True, blank=True, editable=False)
    reply_url = models.CharField(
        _("address for answers"),
        max_length=500,
        blank=True,
        help_text=_("Our answers are posted there, signed in our own format. Without one they can't leave."),
    )
    app_id = models.CharField(
        _("AppID"), max_length=30, blank=True, help_text=_("Of WeChat, in encrypted mode. Empty in plain mode.")
    )
    sealed_aes_key = models.TextField(blank=True, editable=False)
    former_aes_key = models.TextField(blank=True, editable=False)
    former_aes_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("in use"), default=True)
    history = HistoricalRecords(
        excluded_fields=["sealed_secret", "former_secret", "sealed_aes_key", "former_aes_key", "former_aes_until"]
    )

    class Meta:
        verbose_name = _("webhook source")
        verbose_name_plural = _("webhook sources")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where the platform posts to."""
        return settings.SITE_URL + reverse("feedback:hook", args=[self.key])

    def put_secret(self, secret: str) -> str:
        """Keeps it, or a new one where none is given; the caller saves. Returns it, to be shown this once. A new one
        fits into WeChat's form, which takes 3 to 32 letters or digits."""
        secret = secret or secrets.token_hex(16)
        self.sealed_secret = seal(secret)
        return secret

    def secrets(self, *, now: datetime) -> list[str]:
        """Those that sign, the present one first."""
        return _opened(self.sealed_secret, self.former_secret, self.former_until, now)

    @property
    def is_encrypted(self) -> bool:
        """Then nothing that comes in the clear is taken."""
        return bool(self.app_id)

    def put_aes_key(self, key: str, *, now: datetime) -> None:
        """Keeps WeChat's EncodingAESKey; the caller saves."""
        self.former_aes_key, self.former_aes_until = self.sealed_aes_key, now + OVERLAP
        self.sealed_aes_key = seal(key)

    def aes_keys(self, *, now: datetime) -> list[bytes]:
        """Those that open, the present one first."""
        keys = _opened(self.sealed_aes_key, self.former_aes_key, self.former_aes_until, now)
        return [base64.b64decode(f"{key}=") for key in keys]


def _opened(present: str, former: str, until: datetime | None, now: datetime) -> list[str]:
    still = former if until and until > now else ""
    return [secret for sealed in (present, still) if sealed and (secret := unseal(sealed))]


class HookMessage(models.Model):
    """A message between a correspondent of a source and us: what it says is in the ticket. `key` is the platform's
    number of theirs, which counts once, and ours of ours, which is due until it was `sent_at` or `given_up_at`. `nonce`
    is the signature of theirs where that doesn't cover what they say, which serves once."""

    source = models.ForeignKey(WebhookSource, models.PROTECT, related_name="messages", verbose_name=_("webhook source"))
    correspondent = models.ForeignKey(
        Correspondent, models.PROTECT, related_name="hook_messages", verbose_name=_("correspondent")
    )
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, related_name="hook_messages", verbose_name=_("ticket")
    )
    is_ours = models.BooleanField(_("from us"))
    key = models.CharField(_("key"), max_length=128)
    nonce = models.CharField(_("nonce"), max_length=64, blank=True)
    entry = models.ForeignKey(
        TicketEntry, models.PROTECT, null=True, related_name="+", verbose_name=_("timeline entry")
    )
    about = models.CharField(_("kind"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("due"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("message by webhook")
        verbose_name_plural = _("messages by webhook")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "is_ours", "key"], name="a_hook_message_counts_once"),
            models.UniqueConstraint(fields=["source", "nonce"], name="one_nonce_once", condition=~models.Q(nonce="")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["correspondent", "created_at"], name="hook_message_of_one"),
            models.Index(
                fields=["due_at"],
                name="hook_message_due",
                condition=models.Q(is_ours=True, sent_at=None, given_up_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.key}"
