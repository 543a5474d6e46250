from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

IN_FORCE = models.Q(lifted_at=None) | models.Q(lifted_at__lt=models.F("stopped_at"))
"""Of stops: what was stopped and not wanted again since."""


class InboundMail(models.Model):
    """That an e-mail came, and what became of it; what it said is kept where it was taken to. `key` is a digest of its
    Message-ID: the same one again changes nothing. `outcome` is moved by conditional updates alone."""

    class Outcome(models.TextChoices):
        UNDER_WAY = "under_way", _("Under way")
        TAKEN = "taken", _("Taken")
        REFUSED = "refused", _("Refused")
        EXPIRED = "expired", _("Its address is too old")
        UNADDRESSED = "unaddressed", _("For nobody here")
        AUTOMATIC = "automatic", _("Written by a program")
        BOUNCE = "bounce", _("Couldn't be delivered")
        DELAYED = "delayed", _("Delivery is delayed")
        COMPLAINT = "complaint", _("Called spam by its reader")
        UNREADABLE = "unreadable", _("Can't be read")
        FAILED = "failed", _("Failed")

    key = models.CharField(_("key"), max_length=64, unique=True)
    kind = models.CharField(_("to"), max_length=30, blank=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="inbound_mail",
        verbose_name=_("person"),
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.UNDER_WAY)
    reason = models.CharField(_("reason"), max_length=100, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    received_at = models.DateTimeField(_("received"))
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("e-mail that came in")
        verbose_name_plural = _("e-mails that came in")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["received_at"], name="inbound_mail_age")]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d %H:%M} {self.outcome}"


class MailStopQuerySet(models.QuerySet["MailStop"]):
    def in_force(self) -> "MailStopQuerySet":
        return self.filter(IN_FORCE)


class MailStop(models.Model):
    """No e-mails go to this address of a person: a server said that it can't be reached, or its reader called a letter
    spam. Another address of theirs isn't meant. It ends when its person wants letters again, and stays as the moment
    of that (`lifted_at`); see `stopping.py`."""

    class Reason(models.TextChoices):
        BOUNCE = "bounce", _("E-mails couldn't be delivered")
        COMPLAINT = "complaint", _("An e-mail was called spam")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_stop", verbose_name=_("person")
    )
    address = models.EmailField(_("address"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    status = models.CharField(_("the server's code"), max_length=20, blank=True)
    stopped_at = models.DateTimeField(_("stopped"))
    lifted_at = models.DateTimeField(_("letters wanted again"), null=True, blank=True)

    objects = MailStopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stopped e-mail address")
        verbose_name_plural = _("stopped e-mail addresses")

    def __str__(self) -> str:
        return f"{self.address} {self.reason}"
